"""Rich text is data: whatever is typed comes out escaped, in order, and in time."""

import re
import time
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lihua.base.text import Entity, entities, link_host, normalise, one_line, paragraphs, render

PIECES = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</a>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "&lt;b&gt;",
    "&#60;",
    "'",
    '"',
    "`",
    "{{ 7*7 }}",
    "{% include 'x' %}",
    'https://example.org/a?b=1&c="2"',
    "http://a.b/<x>",
    "https://example.org/(x)",
    "https://例え.jp/路径",
    "看https://example.org/a，然后",
    "@bo",
    "@bo@elsewhere.example",
    "#cat",
    "#猫咪",
    "＃猫",
    "#1",
    "\n",
    "\n\n\n",
    "\r\n",
    " ",
    "\t",
    "\u202e",
    "\u2066",
    "\u200d",
    "\u200b",
    "\x00",
    "\ufeff",
    "\ud800",
    "e\u0301",
    "e\u202e\u0301",
    "a" + "\u0301" * 30,
    "ก" + "\u0e49" * 30,
    "한국어",
    "العربية",
    "हिन्दी",
    "👨‍👩‍👧",
    "🏴\U000e0067\U000e007f",
    "葛\U000e0100",
    "1",
]
texts = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def address_of(entity: Entity) -> str | None:
    return f"/{entity.kind}/{entity.value}" if entity.value != "猫咪" else None


def html_of(text: str) -> str:
    return render(text, entities(text), address_of)


class Reading(HTMLParser):
    """What a browser would make of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.open = 0
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "br":
            self.text += "\n"
        else:
            self.open += 1

    def handle_endtag(self, tag: str) -> None:
        self.open -= 1

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError("a comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def assert_only_our_markup(html: str) -> Reading:
    reading = Reading(html)
    assert reading.open == 0
    for tag, attributes in reading.tags:
        assert tag in ("a", "br")
        assert attributes.keys() <= {"class", "href", "rel", "dir"}
        if tag == "a":
            assert attributes["class"] in ("link", "mention", "tag")
            assert re.match(r"https?://|/(mention|tag)/", attributes["href"] or "")
    return reading


@given(texts)
def test_what_is_stored_is_stable_and_clean(text):
    stored = normalise(text)
    assert normalise(stored) == stored
    assert unicodedata.is_normalized("NFC", stored)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", stored)
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert "\n" not in one_line(text)
    assert one_line(one_line(text)) == one_line(text)


@given(texts)
def test_entities_stand_in_order_and_never_overlap(text):
    stored = normalise(text)
    end = 0
    for entity in entities(stored):
        assert end <= entity.start < entity.end <= len(stored)
        shown = stored[entity.start : entity.end]
        assert shown.lower() in (
            entity.value.lower(),
            f"@{entity.value}",
            *(f"{mark}{entity.value.lower()}" for mark in "#＃"),
        )
        end = entity.end


@given(texts)
def test_H038_rendering_escapes_everything(text):
    stored = normalise(text)
    reading = assert_only_our_markup(html_of(stored))
    found = [entity for entity in entities(stored) if entity.kind == "link"]
    shown, expected, at = reading.text, "", 0
    for entity in found:
        expected += stored[at : entity.start]
        at = entity.end
        assert shown.startswith(expected)
        shown, expected = shown.removeprefix(expected), ""
        shown = shown[
            len(Reading(render(entity.value, [Entity(0, len(entity.value), "link", entity.value)], address_of)).text) :
        ]
    assert shown == stored[at:]


@given(texts, st.integers(0, 100), st.integers(0, 100))
def test_H038_any_part_of_a_text_is_escaped_too(text, start, length):
    stored = normalise(text)
    assert_only_our_markup(
        render(stored, entities(stored), address_of, start=start, end=min(start + length, len(stored)))
    )


@given(texts)
def test_paragraphs_cover_everything_but_empty_lines(text):
    stored = normalise(text)
    joined = "\n\n".join(stored[start:end].rstrip("\n") for start, end in paragraphs(stored))
    assert re.sub(r"\n+", "\n", joined) == re.sub(r"\n+", "\n", stored)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<svg><style><img src=x onerror=alert(1)>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
        "[x](javascript:alert(1))",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "<a href='https://example.org' style='x' class='button' onclick='x'>",
        "<form action='https://evil.example'><input type=password name=p>",
        'https://example.org/"onmouseover="alert(1)',
        "https://example.org/'onmouseover='alert(1)",
        "https://example.org/<script>",
        "&lt;script&gt;",
        "<!-- x --> <![CDATA[ x ]]> <?php x ?>",
    ],
)
def test_H041_markup_in_a_text_is_shown_as_it_was_typed(text):
    reading = assert_only_our_markup(html_of(normalise(text)))
    if "https://" not in text:
        assert reading.text == text


def test_H041_nothing_is_replaced_inside_an_attribute():
    html = html_of("https://example.org/@bo/#cat?x=#猫")
    assert html.count("<a ") == 1
    assert_only_our_markup(html)


@pytest.mark.parametrize("hidden", ["\u202e", "\u202d", "\u2066", "\u2069", "\U000e0041", "\ufeff", "\x00", "\x1b"])
def test_H044_characters_that_turn_or_hide_a_text_are_taken_out(hidden):
    assert normalise(f"a{hidden}b") == "ab"


@pytest.mark.parametrize(
    "mark",
    ["\u0301", "\u0489", "\U0001d167", "\U00011080", "\u0e49", "\u064b", "\u0951", "\u20dd", "\ufe0f", "\U000e0100"],
)
def test_H044_marks_do_not_pile_up(mark):
    assert len(normalise("a" + mark * 10_000 + "b")) <= 12


@pytest.mark.parametrize(
    "text", ["Việt Nam", "שָׁלוֹם", "ที่นี่", "हिन्दी क्ष", "བོད་སྐད་", "👨‍👩‍👧‍👦 👍🏽", "葛\U000e0100城", "Z̈́", "می‌خواهم"]
)
def test_writing_systems_keep_the_marks_they_need(text):
    assert normalise(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    "text",
    [
        "https://bank.example@evil.example/",
        "https://bank.example:pw@evil.example/",
        "https://evil.example\\@bank.example/",
        "https://evil.example\\.bank.example/",
        "https://bank.example%2f@evil.example/",
    ],
)
def test_H046_an_address_that_hides_its_host_is_no_link(text):
    assert [entity for entity in entities(text) if entity.kind == "link" and "\\" in entity.value] == []
    for _tag, attributes in Reading(html_of(text)).tags:
        assert "evil" not in (attributes["href"] or "") or "evil" in html_of(text)


def test_H046_a_link_shows_its_true_host_also_of_a_look_alike():
    html = html_of("https://bаnk.example/sign-in")
    assert "xn--" in Reading(html).text
    long_one = html_of("https://a.example/" + "x" * 300)
    assert Reading(long_one).text.startswith("a.example/")
    assert link_host("https://EVIL.example./x") == "evil.example"


@pytest.mark.parametrize("subdomains", [1, 20])
def test_H046_the_end_of_a_long_host_is_never_cut_off(subdomains):
    host = "www.bank.example." + "very-long-label." * subdomains + "evil.example"
    if len(host) > 253:
        assert entities(f"https://{host}/") == []
    else:
        assert "evil.example" in Reading(html_of(f"https://{host}/path")).text


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "aaaa!",
        "@",
        "@a",
        "#",
        "#a",
        "##",
        "https://",
        "https://a.b/" + ")" * 50,
        "https://a.b/((",
        "\n",
        "a\n",
        "\n \n",
        "\u0301",
        "e\u0301",
        "<",
        "&",
        "<a ",
        "</p>",
        "http://" + "a." * 40,
        "@a@",
        "1#",
        "𝐀",
        "\u202e",
        " ",
        "#·",
        "猫#",
        "https://a" + "\u3002",
    ],
)
def test_H047_a_text_of_100_kilobytes_is_read_in_time(piece):
    """50 ms per 10 KB, with as much again for a busy machine."""
    text = (piece * 100_000)[:100_000] + "!"
    began = time.process_time()
    stored = normalise(text)
    found = entities(stored)
    render(stored, found, address_of)
    paragraphs(stored)
    assert time.process_time() - began < 1.0
