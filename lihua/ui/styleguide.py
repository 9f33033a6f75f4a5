# ruff: noqa: E501, ARG001
"""Every component on one page, with made-up people: what a designer and a screenshot look at. Only while developing."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now

from lihua.ui.cards import Card, Cover, Mark


@dataclass(frozen=True)
class Neighbour:
    pk: int
    name: str
    handle: str
    picture: str = ""

    def get_absolute_url(self) -> str:
        return f"/@{self.handle}"


class SampleForm(forms.Form):
    name = forms.CharField(label="Name", max_length=60, help_text="As your neighbours see it, in any script.")
    mail = forms.EmailField(label="Mail address")
    about = forms.CharField(label="About you", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    writes = forms.MultipleChoiceField(
        label="I write",
        choices=[("zh-Hans", "中文"), ("en", "English"), ("es", "Español"), ("ar", "العربية"), ("ko", "한국어")],
        widget=forms.CheckboxSelectMultiple,
        initial=["zh-Hans"],
    )
    place = forms.ChoiceField(label="Who may see it", choices=[("public", "Everyone"), ("followers", "My followers")])
    agree = forms.BooleanField(label="I keep to the rules of this village", required=False)


PEOPLE = [
    Neighbour(n << 16, name, handle)
    for n, (name, handle) in enumerate(
        [
            ("Jess in Ohio", "jess"), ("晴天在厨房", "qingtian"), ("Douglas", "douglas"), ("小路", "xiaolu"),
            ("Tay", "tay"), ("Marcus", "marcus"), ("江南一叶", "jiangnan"), ("学姐笔记", "xuejie"),
            ("喵喵同学", "miao"), ("Ana Lucía", "ana"), ("محمد", "mohamed"), ("지민", "jimin"),
        ]
    )
]  # fmt: skip

# (person, drawing, height by width, title, its language, translation, language's name, marks, likes)
NOTES: list[tuple[int, str, float, str, str, str, str, list[Mark], int]] = [
    (0, "cat", 1.2, "Cat tax, as requested. He is called Waffles", "en", "", "", [], 12_000),
    (2, "letter", 1.27, "“Dear Li Hua, I am sorry my reply took ten years”", "en", "", "", [Mark("Letter", "hot")], 21000),
    (4, "bars", 0.8, "How do you say “no cap” in Chinese? A thread", "en", "", "", [], 3200),
    (6, "hills", 0.87, "元宵节的河灯", "zh-Hans", "Lanterns by the river on the fifteenth night", "中文", [], 9900),
    (8, "cat", 1.4, "两只猫和没写完的作业", "zh-Hans", "Two kittens, one keyboard, zero homework done", "中文", [Mark("0:42")], 15000),
    (1, "bowl", 1.0, "西红柿炒鸡蛋，奶奶的做法", "zh-Hans", "Tomato and egg, the way my grandma makes it", "中文", [], 8400),
    (5, "bowl", 1.27, "My first hotpot: what do I dip, and when?", "en", "", "", [Mark("Question", "fact")], 2700),
    (9, "", 0, "Hoy aprendí a decir «buenos días» en chino: 早上好. Mi vecina se rió y me corrigió tres veces.", "es",
     "Today I learned to say good morning in Chinese: 早上好. My neighbour laughed and corrected me three times.", "Español", [], 431),
    (7, "letter", 1.0, "高考英语第三题，你会吗", "zh-Hans", "Gaokao English, question 3: would you have passed?", "中文", [Mark("Quiz · 5 pts", "pay")], 6600),
    (3, "hills", 1.33, "三天两夜张家界自由行", "zh-Hans", "Three days in Zhangjiajie without a tour group", "中文", [], 5100),
    (8, "", 0, "猫比作业重要。", "zh-Hans", "", "", [], 88),
    (10, "", 0, "القهوة مع الهيل، كما تصنعها أمي كل صباح", "ar", "Coffee with cardamom, as my mother makes it every morning", "العربية", [], 770),
    (11, "bars", 1.1, "오늘의 옷: 중고로 산 이만 원짜리", "ko", "Outfit of the day: thrifted, under twenty dollars", "한국어", [Mark("2 items", "pay")], 1900),
    (0, "", 0, "Day three here. Someone corrected my Chinese so kindly that I cried a little.", "en", "", "", [], 5100),
    (6, "hills", 0.7, "早安，西湖", "zh-Hans", "Good morning, West Lake", "中文", [], 302),
]  # fmt: skip

SCENES = {
    "cat": ("#eaf3ee", '<path d="M90 {b}C60 180 84 {m} 90 {t}L126 {e}H174L210 {t}C216 {m} 240 180 210 {b}Z" fill="#234e44"/>'),
    "bowl": ("#f9eaf1", '<ellipse cx="150" cy="{n}" rx="114" ry="21" fill="#e8c6d6"/><path d="M54 {m}H246C240 {b} 60 {b} 54 {m}Z" fill="#5f2a47"/>'),
    "letter": ("#fbe7d2", '<rect x="36" y="38" width="228" height="{b}" fill="#fffdf8"/><path d="M60 76h180M60 105h180M60 134h105M60 163h180" stroke="#b5678c" stroke-width="3"/>'),
    "hills": ("#eef2fa", '<circle cx="216" cy="72" r="33" fill="#6d86b8"/><path d="M0 {m}Q75 {t} 150 {m}T300 {m}V999H0Z" fill="#6d86b8"/><path d="M0 {n}Q75 {m} 150 {n}T300 {n}V999H0Z" fill="#2d3f66"/>'),
    "bars": ("#fcf4dd", '<path d="M34 {b}V81M81 {b}V103M128 {b}V58M175 {b}V51M222 {b}V116M267 {b}V86" stroke="#cf9a3c" stroke-width="33"/>'),
}  # fmt: skip


def styleguide(request: HttpRequest) -> HttpResponse:
    form = SampleForm({"name": "", "mail": "not an address"} if "errors" in request.GET else None)
    if "toast" in request.GET:
        messages.success(request, "Your note is out.", extra_tags="undo:/theme")
    moments = [now() - timedelta(seconds=s) for s in (5, 900, 8000, 200_000, 3_000_000, 90_000_000)]
    context = {"cards": sample_cards(), "form": form, "people": PEOPLE, "moments": moments, "counts": [7, 8431, 12_000]}
    return render(request, "ui/styleguide.html", context)


def drawing(request: HttpRequest, scene: str, percent: int) -> HttpResponse:
    ground, shapes = SCENES[scene]
    high = 3 * percent
    points = {"t": high * 0.22, "e": high * 0.34, "m": high * 0.5, "n": high * 0.66, "b": high * 0.9}
    for name, value in points.items():
        shapes = shapes.replace("{" + name + "}", f"{value:.0f}")
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 {high}"><path fill="{ground}" d="M0 0h300v{high}H0Z"/>{shapes}</svg>'
    return HttpResponse(picture, content_type="image/svg+xml")


def fragment(request: HttpRequest) -> HttpResponse:
    """What a sheet fetches; by itself it stands for the page of its address."""
    return HttpResponse('<p data-title="A note">It opened over the list.</p>')


def sample_cards() -> list[Card]:
    return [
        Card(
            id=n << 16,
            url=f"/works/{n}",
            title=title,
            title_language=tag,
            translation=translation,
            translation_language="en",
            language_name=name,
            person=PEOPLE[who],
            likes=likes,
            marks=marks,
            cover=Cover(
                src=f"/about/look/{scene}-{round(ratio * 100)}.svg",
                width=600,
                height=round(600 * ratio),
                alt="A drawing",
                placeholder=f"background:{SCENES[scene][0]}",
            )
            if scene
            else None,
        )
        for n, (who, scene, ratio, title, tag, translation, name, marks, likes) in enumerate(NOTES)
    ]
