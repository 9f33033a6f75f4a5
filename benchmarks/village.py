"""Make a village of a given size in LIHUA_DATA: `python -m benchmarks.village WORKS PEOPLE [PAIRS.tsv]`.

Rows are written in bulk, shaped as the public verbs leave them: texts cut, index written, counters true. Prints where
readers may begin, sessions, tokens and works, as one JSON object.
"""

import argparse
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django

from benchmarks.words import SENTENCES, TAGS

BATCH = 2000
READERS = 60  # who are signed in during a run
FOLLOWS = 40
THREAD, ANSWERS = 20, 8  # of each twenty works the first is answered by the last eight
WITH_FILES = 500  # the newest works, whose pictures can be looked at
WIDTHS = (240, 480, 720, 1080)
FORMATS = (("image/avif", "avif"), ("image/webp", "webp"))
MOTIFS = ("hotpot", "two_cats", "terraces")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("works", type=int)
    parser.add_argument("people", type=int)
    parser.add_argument("pairs", nargs="?", default="")
    chosen = parser.parse_args()
    if chosen.pairs:
        command = [sys.executable, "-m", "lihua.ops.cli", "import", "--format", "tatoeba", chosen.pairs]
        subprocess.run(command, check=True, stdout=sys.stderr)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lihua.config.settings")
    django.setup()
    print(json.dumps(Builder(random.Random(20261120)).build(chosen.works, chosen.people)))


class Builder:
    def __init__(self, dice: random.Random) -> None:
        self.dice = dice
        self.drawer = Drawer()

    def build(self, works: int, people: int) -> dict[str, Any]:
        from lihua.works.models import Work

        persons = self._people(people)
        self._follows(persons)
        wanted = works - Work.objects.count()
        for start in range(0, max(wanted, 0), BATCH):
            self._works(persons, start, min(BATCH, wanted - start), last=wanted)
            print(f"\r{start + BATCH:,} works", end="", file=sys.stderr)
        print(file=sys.stderr)
        return self._doors(persons)

    def _people(self, count: int) -> list[Any]:
        from lihua.people.models import Account, LanguageUse, Person, PersonLanguage

        tags, now = list(SENTENCES), datetime.now(UTC)
        accounts = Account.objects.bulk_create(
            Account(email=f"bench{number}@example.org", password="!", age_band="adult") for number in range(count)
        )
        persons = Person.objects.bulk_create(
            Person(
                account=account,
                handle=f"bench{number:05}",
                skeleton=f"bench{number:05}",
                name=f"Neighbour {number}",
                arrived_at=now,
                followers_count=FOLLOWS,
                following_count=FOLLOWS,
            )
            for number, account in enumerate(accounts)
        )
        uses = []
        for number, person in enumerate(persons):
            own, other = tags[number % len(tags)], tags[(number // len(tags)) % len(tags)]
            uses.append(PersonLanguage(person=person, use=LanguageUse.WRITES, tag=own, position=0))
            for position, tag in enumerate(dict.fromkeys([own, other]), start=1):
                uses.append(PersonLanguage(person=person, use=LanguageUse.READS, tag=tag, position=position))
        PersonLanguage.objects.bulk_create(uses, batch_size=BATCH)
        return persons

    def _follows(self, persons: list[Any]) -> None:
        from lihua.people.models import Follow

        rows = [
            Follow(follower=person, followed=persons[(number + step * 7 + 1) % len(persons)])
            for number, person in enumerate(persons)
            for step in range(min(FOLLOWS, len(persons) // 8))
        ]
        Follow.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)

    def _works(self, persons: list[Any], start: int, count: int, *, last: int) -> None:
        from lihua.discovery.actions import index_many
        from lihua.media.models import Asset, Rendition
        from lihua.people.models import Person
        from lihua.works.actions.tagging import labels_for
        from lihua.works.models import Picture, Translation, Work, WorkTag

        works, assets, renditions, pictures, translations, tagged = [], [], [], [], [], []
        labels = labels_for(TAGS)
        for number in range(start, start + count):
            author = persons[number % len(persons)]
            work = self._work(author, number)
            works.append(work)
            if work.kind == "reply":
                self._answer(work, works, number % THREAD)
            for position in range((1 + number % 3) if work.kind == "note" else 0):
                asset = self._asset(author)
                assets.append(asset)
                renditions += _renditions(asset)
                if number >= last - WITH_FILES:
                    self.drawer.files_of(asset)
                pictures.append(Picture(work=work, asset=asset, position=position))
            if number % 5 == 0:
                translations += self._translations(work, persons[(number * 3) % len(persons)])
            if number % 4 == 0:
                tagged.append(WorkTag(work=work, label=labels[number % len(labels)]))
        Work.objects.bulk_create(works)
        Asset.objects.bulk_create(assets)
        Rendition.objects.bulk_create(renditions, batch_size=BATCH)
        Picture.objects.bulk_create(pictures)
        Translation.objects.bulk_create(translations)
        WorkTag.objects.bulk_create(tagged)
        for person in {work.author_id: work.author for work in works}.values():
            person.works_count += count // len(persons) + 1
            person.last_work_at = works[-1].published_at
        Person.objects.bulk_update({work.author for work in works}, ["works_count", "last_work_at"], batch_size=500)
        index_many([work.pk for work in works])

    def _work(self, author: Any, number: int) -> Any:
        from lihua import language
        from lihua.base.ids import id_at
        from lihua.works.models import Work

        tag = list(SENTENCES)[(number % 1000) % len(SENTENCES)]
        pool = SENTENCES[tag]
        body = " ".join(self.dice.choice(pool) for _ in range(1 + number % 4))
        is_reply = number % THREAD >= THREAD - ANSWERS
        is_note = number % 2 == 0 and not is_reply
        title = self.dice.choice(pool) if is_note else ""
        moment = datetime.now(UTC) - timedelta(hours=1, seconds=(100_000 - number % 100_000) * 300)  # a year, evenly
        texts = {
            name: {
                "revision": 1,
                "language": tag,
                "cuts": [list(span) for span in language.cut(words, tag)],
                "entities": [],
            }
            for name, words in (("title", title), ("body", body))
            if words
        }
        return Work(
            id=id_at(moment, salt=number),
            kind="reply" if is_reply else "note" if is_note else "short",
            author=author,
            title=title,
            body=body,
            html=f"<p>{body}</p>",
            language=tag,
            texts=texts,
            channel=self.dice.choice(["food", "travel", "pets", "study", ""]),
            likes_count=self.dice.randrange(40),
            published_at=moment,
        )

    def _answer(self, work: Any, works: list[Any], place: int) -> None:
        """Every second answer is one to the answer before it."""
        head = works[-1 - place]
        parent = works[-2] if place % 2 else head
        work.reply_to, work.thread = parent, head
        parent.replies_count += 1

    def _asset(self, owner: Any) -> Any:
        from lihua.media.models import Asset

        return Asset(
            owner=owner,
            state="ready",
            width=1200,
            height=self.dice.choice([1200, 1600, 900, 1440]),
            blurhash="LEHV6nWB2yk8pyo0adR*.7kCMdnj",
            colour="#c8b49a",
            is_claimed=True,
        )

    def _translations(self, work: Any, by: Any) -> Iterator[Any]:
        from lihua import language
        from lihua.works.models import Translation

        target = "en" if work.language != "en" else "zh-Hans"
        for field, text in work.texts.items():
            for ordinal, (start, end) in enumerate(text["cuts"]):
                yield Translation(
                    work=work,
                    field=field,
                    ordinal=ordinal,
                    digest=language.digest(work.text_of(field)[start:end]),
                    language=target,
                    text=self.dice.choice(SENTENCES[target]),
                    by=by,
                )

    def _doors(self, persons: list[Any]) -> dict[str, Any]:
        """Sessions, tokens and addresses that the load may use."""
        from django.conf import settings
        from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
        from django.contrib.sessions.backends.db import SessionStore

        from lihua.api.actions import issue_token
        from lihua.works.models import Work

        sessions, tokens = [], []
        for person in persons[:READERS]:
            store = SessionStore()
            store[SESSION_KEY] = str(person.account.pk)
            store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
            store[HASH_SESSION_KEY] = person.account.get_session_auth_hash()
            store.save()
            sessions.append(f"{settings.SESSION_COOKIE_NAME}={store.session_key}")
            tokens.append(issue_token(person, scopes="read write follow push"))
        answered = Work.objects.standalone().filter(replies_count__gt=0)
        newest = answered.order_by("-id").values_list("pk", flat=True)[:100]
        return {"sessions": sessions, "tokens": tokens, "works": [str(pk) for pk in newest]}


def _renditions(asset: Any) -> Iterator[Any]:
    from lihua.media.models import Rendition

    for width in WIDTHS:
        for mime, ending in FORMATS:
            yield Rendition(
                asset=asset,
                key=_key(asset, width, ending),
                mime_type=mime,
                width=width,
                height=width * asset.height // asset.width,
                size_bytes=20_000,
            )


def _key(asset: Any, width: int, ending: str) -> str:
    return f"bench/{asset.pk}-{width}.{ending}"


class Drawer:
    """Draws a few pictures in every shape, and gives each asset files that are one of them."""

    def __init__(self) -> None:
        self.drawn: dict[tuple[str, int], dict[tuple[int, str], Path]] = {}

    def files_of(self, asset: Any) -> None:
        from django.conf import settings

        for (width, ending), file in self._drawing(MOTIFS[asset.pk % len(MOTIFS)], asset.height).items():
            place = Path(settings.MEDIA_ROOT) / _key(asset, width, ending)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.hardlink_to(file)

    def _drawing(self, motif: str, height: int) -> dict[tuple[int, str], Path]:
        if (motif, height) not in self.drawn:
            self.drawn[motif, height] = dict(self._draw(motif, height))
        return self.drawn[motif, height]

    def _draw(self, motif: str, height: int) -> Iterator[tuple[tuple[int, str], Path]]:
        from django.conf import settings
        from PIL import Image

        from lihua.ops.demo import motifs

        folder = Path(settings.MEDIA_ROOT) / "bench"
        folder.mkdir(parents=True, exist_ok=True)
        whole = Image.open(io.BytesIO(motifs.picture(motif, seed=motif, tall=height / 1200, pixels=max(WIDTHS))))
        for width in WIDTHS:
            small = whole.convert("RGB").resize((width, width * height // 1200))
            for _mime, ending in FORMATS:
                file = folder / f"{motif}-{height}-{width}.{ending}"
                small.save(file, quality=60)
                yield (width, ending), file


if __name__ == "__main__":
    main()
