"""The words that stand on the pictures of a work are a text of it, like its description."""

from collections.abc import Sequence

from django.db import transaction

from lihua.base.events import announce
from lihua.media.models import Asset, PictureText
from lihua.people.queries import usual_languages
from lihua.works.actions.moving import digests_of, move_translations
from lihua.works.actions.wording import cut_picture
from lihua.works.events import WorkEdited
from lihua.works.models import Work


def words_on(assets: Sequence[Asset]) -> dict[int, PictureText]:
    """What is known to stand on them, by asset, in their order; those without words are left out."""
    if not assets:
        return {}
    known = PictureText.objects.in_bulk([asset.pk for asset in assets])
    return {asset.pk: known[asset.pk] for asset in assets if asset.pk in known and known[asset.pk].lines}


@transaction.atomic
def take_picture_words(asset_id: int) -> None:
    """Have the work that shows this picture carry the words on it as they are known now. Safe to run twice.

    No new version of the work: its author wrote nothing else. Translations stay with their sentences.
    """
    shown = Work.objects.filter(pictures__asset=asset_id).values("pk")
    work = Work.objects.select_for_update(of=("self",)).select_related("author").filter(pk__in=shown).first()
    if work is None:
        return
    field = f"pic:{asset_id}"
    words = PictureText.objects.filter(asset=asset_id).first()
    old = work.texts.get(field)
    if words is None or not words.lines:
        if old is None:
            return
        del work.texts[field]
        work.translations.filter(field=field, is_current=True).update(is_current=False)
    else:
        if old and (old["text"], old["boxes"]) == (words.text, words.boxes):
            return
        text = cut_picture(words, work.language, usual_languages(work.author))
        text["revision"] = max(old["revision"] + 1, work.revision) if old else work.revision
        if old:
            before, after = digests_of(old["text"], old["cuts"]), digests_of(words.text, text["cuts"])
            move_translations(work, field, text["revision"], before, after)
        work.texts[field] = text
    work.save(update_fields=["texts"])
    announce(WorkEdited(work_id=work.pk))
