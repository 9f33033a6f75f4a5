"""Translation packs: brought in, looked through, and translating for real with a tiny model."""

import io
import json
import stat
import zipfile
from pathlib import Path

import pytest

from lihua.language import actions, installing, queries, rules
from lihua.language.engines import packs
from lihua.language.installing import PackRefused
from lihua.language.models import MachineSentence
from lihua.language.tests.tiny_pack import phrases

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data")]
ZH_EN = ("zh", "en")


def translated(*sentences: str, source: str = "zh-Hans", target: str = "en") -> list[str]:
    return [one.text for one in actions.translate(sentences, source=source, target=target)]


def changed(pack: Path, into: Path, files: dict[str, str]) -> Path:
    """A copy of a pack with other files in it."""
    with zipfile.ZipFile(pack) as old, zipfile.ZipFile(into, "w") as new:
        for entry in old.infolist():
            short = entry.filename.partition("/")[2]
            new.writestr(entry, files.get(short) or old.read(entry))
    return into


class TestTranslating:
    def test_a_village_translates_with_a_pack_on_its_own_machine(self, tiny_packs):
        assert not rules.has_engine()
        actions.add_from_file(tiny_packs())
        assert rules.can_translate("zh-Hans", "en")
        assert not rules.can_translate("en", "zh-Hans"), "a pack is one direction"
        found = actions.translate(["今天天气很好。", "我的猫很懒！"], source="zh-Hans", target="en")
        assert [one.text for one in found] == ["The weather is nice today.", "My cat is very lazy!"]
        assert {(one.engine, one.pivot, one.rough) for one in found} == {("local", "", False)}
        assert all(one.score > 0.9 for one in found)
        assert MachineSentence.objects.filter(engine="local", version="zh-en-1.0").count() == 2

    def test_the_whole_phrase_book_comes_out_as_it_stands_there(self, tiny_packs):
        pack = actions.add_from_file(tiny_packs())
        meant: dict[str, str] = dict(reversed(phrases()))
        made = packs._loaded(pack).translate([f"{chinese}。" for chinese in meant])
        assert [one.text for one in made] == [f"{english}." for english in meant.values()]

    def test_links_mentions_tags_and_emoji_survive_a_real_model(self, tiny_packs):
        actions.add_from_file(tiny_packs())
        assert translated("看 #美食 和 @bo 的照片😀") == ["Look at #美食 and @bo the picture 😀"]

    def test_what_the_model_does_not_know_is_not_shown_as_a_translation(self, tiny_packs):
        actions.add_from_file(tiny_packs())
        found = actions.translate(["量子色动力学。", "我喜欢量子。"], source="zh-Hans", target="en")
        assert found[0].status == "refused"
        assert found[1].status == "refused" or found[1].rough

    def test_two_packs_that_meet_in_a_third_language_are_gone_through_and_it_is_said(self, tiny_packs, data):
        actions.add_from_file(tiny_packs("zh", "en"))
        actions.add_from_file(tiny_packs("en", "zh"))
        folder = data / "packs" / "en_zh"
        facts = json.loads((folder / "metadata.json").read_text())
        (folder / "metadata.json").write_text(json.dumps(facts | {"to_code": "ja"}))  # words of Chinese do for a test
        folder.rename(data / "packs" / "en_ja")
        found = actions.translate(["谢谢大家。"], source="zh-Hans", target="ja")[0]
        assert (found.text, found.pivot) == ("谢谢大家。", "") or found.pivot == "en"
        assert packs.route("zh-Hans", "ja").pivot == "en"

    def test_traditional_chinese_goes_through_a_pack_for_simplified(self, tiny_packs):
        actions.add_from_file(tiny_packs("zh", "en"))
        actions.add_from_file(tiny_packs("en", "zh"))
        assert translated("今天天氣很好。", source="zh-Hant") == ["The weather is nice today."]
        assert translated("The weather is nice today.", source="en", target="zh-Hant") == ["今天天氣很好。"]

    def test_a_pack_that_was_replaced_is_another_engine_and_an_old_answer_is_made_anew(self, tiny_packs, tmp_path):
        actions.add_from_file(tiny_packs())
        translated("你好。")
        facts = {"from_code": "zh", "to_code": "en", "package_version": "2.0"}
        actions.add_from_file(changed(tiny_packs(), tmp_path / "two.zip", {"metadata.json": json.dumps(facts)}))
        assert translated("你好。") == ["Hello."]
        assert set(MachineSentence.objects.values_list("version", flat=True)) == {"zh-en-1.0", "zh-en-2.0"}

    def test_pages_never_load_a_model_but_leave_it_to_the_worker(self, tiny_packs, monkeypatch, run_tasks):
        actions.add_from_file(tiny_packs())
        monkeypatch.setattr(packs, "_serves_pages", True)

        def worker(_seconds: float) -> None:
            with monkeypatch.context() as there:
                there.setattr(packs, "_serves_pages", False)
                run_tasks()

        monkeypatch.setattr(actions, "sleep", worker)
        assert translated("你好。") == ["Hello."]

    def test_private_texts_may_go_to_a_pack_and_are_found_only_by_who_reads_them(self, tiny_packs):
        actions.add_from_file(tiny_packs())
        found = actions.translate(["你好。"], source="zh-Hans", target="en", privacy="private")
        assert found[0].text == "Hello."
        key = next(iter(MachineSentence.objects.values_list("digest", flat=True)))
        assert not queries.machine_texts({(key, "zh-Hans")}, target="en")
        assert queries.machine_texts({(key, "zh-Hans")}, target="en", with_private=True)


class TestAdding:
    def test_a_pack_comes_from_an_index_with_its_progress_told(self, tiny_packs, index):
        index.offer("/zh_en.argosmodel", tiny_packs().read_bytes())
        told = []
        pack = actions.add_from_index(
            *ZH_EN, index=index.index, allow_private=True, progress=lambda done, total: told.append((done, total))
        )
        assert pack.pair == "zh-en"
        assert told[-1] == (len(tiny_packs().read_bytes()),) * 2
        assert translated("你好。") == ["Hello."]
        assert not list(packs.packs_folder().glob(".incoming/*"))

    def test_the_newest_version_is_taken(self, tiny_packs, index):
        for version in ("1.9", "1.10", "1.2"):
            index.offer(f"/{version}", tiny_packs().read_bytes(), package_version=version)
        actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)
        assert index.asked[-1][0] == "/1.10"

    @pytest.mark.parametrize("takes_ranges", [True, False])
    def test_a_download_that_breaks_goes_on(self, tiny_packs, index, takes_ranges):
        content = tiny_packs().read_bytes()
        index.offer("/zh_en", content)
        index.breaks_after, index.takes_ranges = 60_000, takes_ranges
        actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)
        assert [asked for path, asked in index.asked if path == "/zh_en"] == ["bytes=0-", "bytes=60000-"]

    def test_what_has_come_is_kept_for_the_next_attempt(self, tiny_packs, index):
        content = tiny_packs().read_bytes()
        index.offer("/zh_en", content)
        offer = installing.offers(index.index, allow_private=True)[0]
        folder = installing._incoming()
        name = f"{installing.hashlib.sha256(repr(offer).encode()).hexdigest()[:24]}.part"
        (folder / name).write_bytes(content[:1000])
        actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)
        assert index.asked[-1] == ("/zh_en", "bytes=1000-")

    def test_a_checksum_of_the_index_is_looked_at(self, tiny_packs, index):
        index.offer("/zh_en", tiny_packs().read_bytes(), sha256="0" * 64)
        with pytest.raises(PackRefused, match="checksum"):
            actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)
        assert not packs.installed()

    def test_H001_an_index_in_our_own_network_needs_the_operators_word(self, tiny_packs, index):
        index.offer("/zh_en", tiny_packs().read_bytes())
        with pytest.raises(PackRefused, match="ports 80"):
            actions.add_from_index(*ZH_EN, index=index.index)
        assert not index.asked

    def test_H018_an_index_may_not_point_to_other_machines_of_ours(self, tiny_packs, index):
        index.offer(
            "/zh_en", b"", links=[f"http://localhost:{index.url.rpartition(':')[2]}/zh_en", "file:///etc/passwd"]
        )
        with pytest.raises(PackRefused):
            actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)
        assert [path for path, _range in index.asked] == ["/index.json"]

    def test_a_pair_that_is_not_offered_is_refused_with_a_way_round(self, index):
        index.offer("/a", b"", from_code="zh", to_code="en")
        index.offer("/b", b"", from_code="en", to_code="es")
        with pytest.raises(PackRefused) as refused:
            actions.add_from_index("zh", "es", index=index.index, allow_private=True)
        assert "zh-en and en-es" in refused.value.hint

    @pytest.mark.parametrize("rows", [{"a": 1}, [1, None, {}], [{"from_code": 1, "to_code": "en", "links": "x"}]])
    def test_an_index_of_another_form_is_refused(self, index, rows):
        index.rows = rows
        with pytest.raises(PackRefused):
            actions.add_from_index(*ZH_EN, index=index.index, allow_private=True)

    @pytest.mark.parametrize("text", ["zh", "", "zh-zh", "../etc-en", "xx-yy"])
    def test_what_is_no_pair_is_refused(self, text):
        with pytest.raises(PackRefused):
            actions.pair_of(text)

    @pytest.mark.parametrize(
        ("text", "pair"), [("zh-en", ("zh", "en")), ("zh-Hans-en", ("zh-Hans", "en")), ("en-zt", ("en", "zt"))]
    )
    def test_a_pair_is_read(self, text, pair):
        assert actions.pair_of(text) == pair

    def test_a_pack_is_taken_away(self, tiny_packs):
        actions.add_from_file(tiny_packs())
        actions.remove("zh-Hans", "en")
        assert not rules.has_engine()
        with pytest.raises(PackRefused):
            actions.remove("zh", "en")


def zipped(**files: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in files.items():
            pack.writestr(name, content)
    return out.getvalue()


def with_link() -> bytes:
    out = io.BytesIO()
    link = zipfile.ZipInfo("model/model.bin")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("metadata.json", "{}")
        pack.writestr("sentencepiece.model", "x")
        pack.writestr(link, "/etc/passwd")
    return out.getvalue()


GOOD = {"metadata.json": '{"from_code": "zh", "to_code": "en"}', "sentencepiece.model": "x", "model/model.bin": "x"}
EVIL = {
    "no zip": (b"<html>Not found</html>", "damaged"),
    "cut off": (zipped(**GOOD)[:-30], "damaged"),
    "out of its folder": (zipped(**GOOD, **{"../../../lihua.sh": "x"}), "outside"),
    "an absolute name": (zipped(**GOOD, **{"/etc/cron.d/x": "x"}), "outside"),
    "a windows name": (zipped(**GOOD, **{"a\\..\\..\\b": "x"}), "outside"),
    "a link": (with_link(), "link"),
    "a bomb": (zipped(**GOOD, **{"model/big": b"\0" * 60_000_000}), "swell"),
    "too many files": (zipped(**GOOD, **{f"model/{n}": "" for n in range(5_001)}), "too many"),
    "no metadata": (zipped(**{"sentencepiece.model": "x", "model/model.bin": "x"}), "metadata"),
    "no model": (zipped(**{"metadata.json": "{}", "sentencepiece.model": "x"}), "model.bin"),
    "by BPE": (zipped(**{"metadata.json": "{}", "bpe.model": "x", "model/model.bin": "x"}), "BPE"),
    "metadata of another form": (zipped(**(GOOD | {"metadata.json": "[1]"})), "metadata"),
    "broken metadata": (zipped(**(GOOD | {"metadata.json": "{"})), "metadata"),
    "deep metadata": (zipped(**(GOOD | {"metadata.json": "[" * 9000})), "metadata"),
    "another pair": (zipped(**(GOOD | {"metadata.json": '{"from_code": "en", "to_code": "de"}'})), "from en into de"),
    "a pair that is a path": (zipped(**(GOOD | {"metadata.json": '{"from_code": "../x", "to_code": "en"}'})), "known"),
    "junk for a model": (zipped(**GOOD), "cannot be used"),
}


@pytest.mark.parametrize("case", EVIL)
def test_H052_a_bad_pack_is_refused_and_leaves_nothing(case, data, tmp_path):
    content, said = EVIL[case]
    file = tmp_path / "pack.zip"
    file.write_bytes(content)
    with pytest.raises(PackRefused, match=said):
        actions.add_from_file(file, wanted=ZH_EN)
    assert not packs.installed()
    assert sorted(path.name for path in data.rglob("*")) == [".incoming", "pack.zip", "packs"]


def test_a_damaged_file_inside_is_noticed(tiny_packs, tmp_path):
    content = bytearray(tiny_packs().read_bytes())
    content[len(content) // 2] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(content)
    with pytest.raises(PackRefused):
        actions.add_from_file(tmp_path / "bad.zip")
    assert not packs.installed()
