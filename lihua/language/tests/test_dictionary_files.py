import gzip
import io
import struct
import tarfile
import zipfile

import pytest

from lihua import language
from lihua.language import dictionaries, dictionaryfiles, queries, wordlist
from lihua.language.bundles import FileRefused, open_bundle
from lihua.language.models import Dictionary, DictionaryEntry

pytestmark = pytest.mark.django_db

CEDICT = """\
# CC-CEDICT
#! license=https://creativecommons.org/licenses/by-sa/4.0/
#! date=2026-01-01T00:00:00Z
貓 猫 [mao1] /cat/
翻車 翻车 [fan1 che1] /to flop/
"""


def stardict(words, *, kinds="m", extra="description=GPL-3.0-or-later", name="deu-eng"):
    """The three files of a small dictionary."""
    index, data = b"", b""
    for word, article in words:
        index += word.encode() + b"\0" + struct.pack(">II", len(data), len(article))
        data += article
    ifo = f"StarDict's dict ifo file\nversion=2.4.2\nbookname=German-English\nsametypesequence={kinds}\n{extra}\n"
    return {f"{name}.ifo": ifo.encode(), f"{name}.idx": index, f"{name}.dict.dz": gzip.compress(data)}


GERMAN = stardict([("Bär", b"bear"), ("Katze", b"cat\n<b>not bold</b>"), ("schon", b"already"), ("schön", b"nice")])


@pytest.fixture
def pack(tmp_path):
    def make(files, kind="zip", name="words"):
        path = tmp_path / f"{name}.{kind}"
        if kind == "zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for member, data in files.items():
                    archive.writestr(member, data)
        else:
            with tarfile.open(path, f"w:{kind.rpartition('.')[2]}") as archive:
                for member, data in files.items():
                    entry = tarfile.TarInfo(member)
                    entry.size = len(data)
                    archive.addfile(entry, io.BytesIO(data))
        return path

    return make


@pytest.fixture(autouse=True)
def _no_added_words():
    yield
    wordlist.add_words([])


def add(path, **words):
    return dictionaryfiles.add(dictionaryfiles.read(path, **words))


def senses(word, source, *targets):
    return [entry.senses for entry in queries.look_up(word, source=source, targets=targets)]


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz", "tar.bz2"])
def test_a_stardict_is_read_from_any_archive(pack, kind):
    stored = add(pack({f"folder/{name}": data for name, data in GERMAN.items()}, kind))
    assert (stored.source, stored.target, stored.licence, stored.count) == ("de", "en", "GPL-3.0-or-later", 4)
    assert senses("Bär", "de", "en") == [("bear",)]


def test_a_stardict_is_read_from_its_ifo_with_the_files_beside_it(tmp_path):
    for name, data in GERMAN.items():
        (tmp_path / name).write_bytes(data)
    add(tmp_path / "deu-eng.ifo", source="de", target="en")
    assert senses("katze", "de") == [("cat", "<b>not bold</b>")]


def test_letters_that_differ_are_different_words_and_folding_is_the_second_choice(pack):
    add(pack(GERMAN), source="de", target="en")
    assert senses("schön", "de") == [("nice",)]
    assert senses("Bar", "de") == [("bear",)]


def test_markup_is_taken_off_and_other_names_lead_to_the_same_article(pack):
    html = b"<script>alert(1)</script><div>to <i>go</i></div><div>a &lt;b&gt;</div>"
    files = stardict([("gehen", html)], kinds="h")
    files["deu-eng.syn"] = b"ging\0" + struct.pack(">I", 0)
    add(pack(files))
    assert senses("ging", "de") == [("to go", "a <b>")]


def test_freedict_is_read_as_dictd(pack):
    parts = [
        ("00-database-short", "00-database-short\n English-Spanish FreeDict\n"),
        ("00-database-info", "00-database-info\nLicence: GNU General Public License ver. 2.0 and any later version\n"),
        ("cat", "cat /kat/\n gato\n minino\n"),
    ]
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

    def number(value):
        return digits[value] if value < 64 else number(value // 64) + digits[value % 64]

    index, data = "", b""
    for word, article in parts:
        index += f"{word}\t{number(len(data))}\t{number(len(article))}\n"
        data += article.encode()
    stored = add(pack({"eng-spa.index": index.encode(), "eng-spa.dict.dz": gzip.compress(data)}, name="eng-spa"))
    assert (stored.name, stored.source, stored.target) == ("English-Spanish FreeDict", "en", "es")
    assert stored.licence.startswith("GNU General Public License")
    (entry,) = queries.look_up("cats", source="en", targets=("es",))
    assert (entry.reading, entry.senses, entry.lemma) == ("kat", ("gato", "minino"), "cat")


TEI = """<?xml version="1.0" encoding="UTF-8"?>{doctype}
<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>French-English</title></titleStmt>
<publicationStmt><availability><p>GNU GPL 3.0</p></availability></publicationStmt></fileDesc></teiHeader>
<text><body><entry><form><orth>chat</orth><pron>ʃa</pron></form>
<sense><cit type="trans"><quote>{cat}</quote></cit></sense></entry></body></text></TEI>"""


def test_freedict_is_read_as_tei(tmp_path):
    path = tmp_path / "fra-eng.tei"
    path.write_text(TEI.format(doctype="", cat="cat &amp; more"))
    stored = add(path)
    assert (stored.name, stored.source, stored.licence) == ("French-English", "fr", "GPL 3.0")
    assert senses("chat", "fr") == [("cat & more",)]


def test_a_newer_cedict_takes_the_place_of_the_one_that_came_along_both_ways(tmp_path):
    path = tmp_path / "cedict_ts.u8"
    path.write_text(CEDICT, encoding="utf-8")
    stored = add(path)
    assert (stored.name, stored.licence) == ("CC-CEDICT", "CC BY-SA 4.0")
    assert senses("flop", "en", "zh-Hant") == [("翻車 fān chē",)]
    assert dictionaries.has_cedict()
    assert not dictionaries.load_cedict()


def test_a_licence_and_languages_must_be_known(pack):
    bare = stardict([("Bär", b"bear")], extra="", name="words")
    with pytest.raises(FileRefused, match="between which languages"):
        dictionaryfiles.read(pack(bare))
    with pytest.raises(FileRefused, match="under which licence"):
        dictionaryfiles.read(pack(bare), source="de", target="en")
    assert dictionaryfiles.read(pack(bare), source="de", target="en", licence="mine").facts.licence == "mine"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"deu-eng.idx": b"Katze\0\0\0"}, "damaged"),
        ({"deu-eng.idx": b"Katze\0" + struct.pack(">II", 0, 99_999)}, "outside"),
        ({"deu-eng.ifo": b"something else"}, "StarDict"),
        ({"deu-eng.dict.dz": b"no gzip"}, "damaged"),
        ({"deu-eng.idx": b"a" * 5_000}, "damaged"),
    ],
)
def test_a_damaged_file_is_refused_and_nothing_of_it_stays(pack, change, said):
    with pytest.raises(FileRefused, match=said):
        add(pack(GERMAN | change), source="de", target="en", licence="x")
    assert not Dictionary.objects.exists()
    assert not DictionaryEntry.objects.exists()


def test_the_chinese_words_of_a_dictionary_are_cut_and_read_as_words(tmp_path):
    def cut():
        return [(one.text, one.reading) for one in language.annotate("交貓稅和绝绝子", "zh-Hans", "pinyin")]

    path = tmp_path / "slang.u8"
    path.write_text("貓稅 猫税 [mao1 shui4] /cat tax/\n絕絕子 绝绝子 [jue2 jue2 zi5] /the best/\n", encoding="utf-8")
    assert ("貓稅", "māo shuì") not in cut()
    stored = add(path, licence="CC0")
    assert ("貓稅", "māo shuì") in cut()
    assert ("绝绝子", "jué jué zi") in cut()
    dictionaries.remove(stored.pk)
    dictionaries.share_words()
    assert ("貓稅", "māo shuì") not in cut()


@pytest.mark.parametrize("text", ["", "nothing of the kind", "\x00\x01", "# CC-CEDICT\n"])
def test_what_is_no_dictionary_is_refused_with_what_would_be_one(tmp_path, text):
    path = tmp_path / "words.txt"
    path.write_text(text)
    with pytest.raises(FileRefused) as refused:
        dictionaryfiles.read(path)
    assert "StarDict" in refused.value.hint


def test_control_and_bidi_characters_do_not_come_in(pack):
    add(pack(stardict([("B\u202e\u00e4r", b"be\x07ar\xe2\x80\xae")])))
    assert senses("Bär", "de") == [("bear",)]


def test_H017_a_tei_with_entities_of_its_own_is_refused(tmp_path):
    laughs = '<!DOCTYPE TEI [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = '<!DOCTYPE TEI [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    for doctype, cat in ((laughs, "&b;"), (outside, "&x;")):
        path = tmp_path / "fra-eng.tei"
        path.write_text(TEI.format(doctype=doctype, cat=cat))
        with pytest.raises(FileRefused, match="entities"):
            dictionaryfiles.read(path)


@pytest.mark.parametrize(
    "name", ["../deu-eng.ifo", "/etc/deu-eng.ifo", "C:\\deu-eng.ifo", "a\\..\\..\\b.ifo", "n" * 600]
)
@pytest.mark.parametrize("kind", ["zip", "tar.gz"])
def test_H058_an_archive_whose_names_lead_outside_is_refused_whole(pack, name, kind):
    with pytest.raises(FileRefused, match="outside"):
        open_bundle(pack({**GERMAN, name: b"x"}, kind))


def test_H058_an_archive_with_a_link_is_refused_whole(tmp_path):
    path = tmp_path / "words.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        link = tarfile.TarInfo("deu-eng.ifo")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(FileRefused, match="no file"):
        open_bundle(path)


@pytest.mark.parametrize("kind", ["zip", "tar.gz", "tar.xz"])
def test_H059_an_archive_that_unpacks_without_end_is_stopped(pack, kind):
    bomb = {**GERMAN, "deu-eng.dict": b"\0" * 40_000_000}
    with pytest.raises(FileRefused, match="unpacks to more"):
        open_bundle(pack(bomb, kind))


def test_H059_a_bomb_inside_a_part_is_stopped_too(pack):
    with pytest.raises(FileRefused, match="unpacks to more"):
        open_bundle(pack({**GERMAN, "deu-eng.dict.dz": gzip.compress(b"\0" * 40_000_000)}))


def test_H059_too_many_files_are_refused(pack):
    with pytest.raises(FileRefused, match="more than"):
        open_bundle(pack({f"{number}.txt": b"" for number in range(5_001)}))
