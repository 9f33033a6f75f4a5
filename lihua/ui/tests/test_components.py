import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as st

import lihua
from lihua.ui import words
from lihua.ui.cards import Card, Cover, Mark
from lihua.ui.toasts import toast

PERSON = SimpleNamespace(pk=7 << 16, name="晴天在厨房", handle="qing", picture="", get_absolute_url=lambda: "/@qing")
LIHUA = Path(lihua.__file__).parent


def render(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


def make_card(**changes: object) -> Card:
    facts: dict = {
        "id": 5 << 16,
        "url": "/works/5",
        "title": "西红柿炒鸡蛋",
        "title_language": "zh-Hans",
        "person": PERSON,
    }
    return Card(**{**facts, **changes})


# icons
def test_every_icon_that_a_page_asks_for_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (LIHUA / "ui/static/ui/icons.svg").read_text()))
    for path in LIHUA.rglob("*.html"):
        asked = set(re.findall(r'{%\s*icon "([\w-]+)"', path.read_text(encoding="utf-8")))
        assert asked <= drawn, f"{path.name}: {asked - drawn}"


def test_an_icon_with_a_label_is_named_and_one_without_is_silent():
    assert 'role="img" aria-label="Likes"' in render('{% icon "heart" label="Likes" %}')
    assert 'aria-hidden="true"' in render('{% icon "heart" %}')


# avatars
def test_somebody_without_a_picture_is_shown_by_the_first_letter():
    shown = render("{% avatar person 40 %}", person=PERSON)
    assert ">晴</span>" in shown
    assert "--size: 40px" in shown


def test_a_name_cannot_break_out_of_the_avatar():
    person = SimpleNamespace(pk=1, name="<b>", handle="x", picture='"><script>')
    assert "<script>" not in render("{% avatar person %}", person=person)


@pytest.mark.parametrize(
    ("name", "letter"), [("Ana", "A"), ("🌸 花", "花"), ("é́lan", "é́"), ("  joe", "j"), ("🎈", "🎈"), ("", "·")]
)
def test_the_first_letter_passes_over_signs(name, letter):
    assert words.first_letter(name) == letter


# numbers and moments
@pytest.mark.parametrize(
    ("count", "english", "chinese"),
    [
        (0, "0", "0"), (999, "999", "999"), (1000, "1k", "1000"), (8431, "8.4k", "8431"), (12_000, "12k", "1.2万"),
        (99_950, "99k", "9.9万"), (999_999, "999k", "99万"), (1_000_000, "1M", "100万"),
        (123_456_789, "123M", "1.2亿"),
    ],
)  # fmt: skip
def test_large_numbers_are_said_shortly(count, english, chinese):
    assert words.compact(count, "en") == english
    assert words.compact(count, "zh-hans") == chinese


@given(st.integers(0, 10**12))
def test_a_short_number_is_never_long(count):
    for language in ("en", "zh-hans", "ja"):
        assert len(words.compact(count, language)) <= 6


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=3), "now"),
        (timedelta(minutes=5), "5 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(days=3), "3 d"),
    ],
)
def test_moments_are_said_as_people_say_them(passed, said):
    moment = now()
    assert words.ago(moment - passed, at=moment) == said


def test_an_old_moment_is_a_date_with_the_exact_one_in_the_title():
    shown = render("{% ago moment %}", moment=now() - timedelta(days=800))
    assert re.search(r'<time datetime="[\d-]+T', shown)
    assert "title=" in shown


# cards
def test_a_card_shows_the_translation_and_the_original_each_in_its_language():
    shown = render_to_string(
        "ui/_card.html",
        {"card": make_card(translation="Tomato and egg", translation_language="en", language_name="中文", likes=8431)},
    )
    assert '<span class="translation" lang="en" dir="auto">Tomato and egg</span>' in shown
    assert '<p class="original beside" lang="zh-Hans" dir="auto">西红柿炒鸡蛋</p>' in shown
    assert "8.4k" in shown
    assert shown.count("<a ") == 2  # the work and the person: nothing more to step through


def test_a_card_keeps_room_for_its_picture_before_it_is_there():
    cover = Cover(src="/media/a.webp", width=600, height=900, placeholder="background:#abcdef")
    shown = render_to_string("ui/_card.html", {"card": make_card(cover=cover)})
    assert 'width="600" height="900"' in shown
    assert "--ratio: 1 / 1.5000" in shown
    assert "background:#abcdef" in shown


def test_what_people_wrote_cannot_break_out_of_a_card():
    card = make_card(title='"><script>alert(1)</script>', marks=[Mark("<i>")], language_name="<u>")
    shown = render_to_string("ui/_card.html", {"card": card})
    assert "<script>" not in shown
    assert "<i>" not in shown
    assert "<u>" not in shown


@given(st.integers(1, 30_000), st.integers(1, 30_000), st.text(max_size=200))
def test_every_card_has_a_sensible_size(width, height, title):
    for cover in (Cover(src="/x", width=width, height=height), None):
        card = make_card(title=title, cover=cover, translation=title)
        assert 30 <= card.picture_rows <= 120
        assert -1 < card.lines <= 7


# forms
class SmallForm(forms.Form):
    name = forms.CharField(label="Name", help_text="Any script.")
    agree = forms.BooleanField(label="I agree", required=False)
    note = forms.CharField(required=False)


def test_a_field_says_its_label_its_help_and_what_is_wrong_to_everybody():
    shown = render_to_string("ui/_form.html", {"form": SmallForm({})})
    assert '<label for="id_name">Name</label>' in shown
    assert 'aria-describedby="id_name_error id_name_help"' in shown
    assert 'id="id_name_error"' in shown
    assert 'id="id_name_help"' in shown
    assert 'aria-invalid="true"' in shown
    assert "(optional)" in shown


# messages
def test_a_message_offers_to_undo_only_at_an_address_of_ours():
    ours = Message(constants.SUCCESS, "Deleted.", extra_tags="undo:/works/5/undo")
    theirs = Message(constants.SUCCESS, "Deleted.", extra_tags="undo://evil.example/")
    assert 'action="/works/5/undo"' in render_to_string("ui/_toasts.html", {"messages": [ours]})
    assert "evil" not in render_to_string("ui/_toasts.html", {"messages": [theirs]})


def test_a_toast_travels_with_an_answer_to_htmx_and_leaves_other_events_alone():
    response = HttpResponse(headers={"HX-Trigger": '{"sheet:close": true}'})
    toast(response, "已保存", undo="/undo")
    assert '"sheet:close": true' in response.headers["HX-Trigger"]
    assert response.headers["HX-Trigger"].isascii()


def test_a_qr_code_is_drawn_from_its_path_alone():
    shown = render(
        '{% qr svg label="Secret" %}', svg='<svg viewBox="0 0 29 29"><path d="M4 4h1"/><script>x</script></svg>'
    )
    assert 'viewBox="0 0 29 29"' in shown
    assert 'd="M4 4h1"' in shown
    assert "script" not in shown


def test_times_and_numbers_follow_the_interface_language():
    with translation.override("zh-hans"):
        assert render("{{ n|compact }}", n=12_000) == "1.2万"
