"""Where sentences end. In the tables a bar stands between two sentences."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from lihua.language import cut
from lihua.language.sentences import LONGEST_KEPT_WHOLE, MAX_LENGTH

CASES = {
    "zh": [
        "今天很好。|明天呢？|太棒了！",
        "没有句号的一句话",
        "你好",
        "真的？！|我不信。",
        "今天太累了……|不想动",
        "我……我不知道。",
        "嗯……好吧。",
        "好吧。。。算了吧。",
        "我觉得还可以吧。。。|你们怎么看？",
        "“走吧！”他说。|然后我们走了。",
        "“看啊！” 她说道。|“好的。” |“谢谢。”",
        "他说：“我不去。”|大家都笑了。",
        "他问：「真的嗎？」|我說是。",
        "『不要。』|她走了。",
        "“好！”，他回答。",
        "《你好，李焕英！》很好看。|我哭了。",
        "看了《谁动了我的奶酪？》还有《为什么？》。",
        "他来了（真的吗？）然后又走了。|完了。",
        "（他没来。）我们走了。",
        "太好吃了🔥🔥🔥下次还来",
        "太好吃了！🔥🔥🔥|下次还来。🥰",
        "太好吃了！ 😋 |下次还来",
        "太好了！(≧▽≦)ノ |下次还来。（´▽｀）",
        "哈哈哈！！！|笑死我了。。。😂😂",
        "谢谢！❤️|爱你们！👨‍👩‍👧‍👦|晚安",
        "好吃！:yum:|真的！",
        "第一行\n|第二行。\n\n|第三行",
        "真的?|太好了!|走吧",
        "今天很好.|明天更好.",
        "体温３６．５度，正常。",
        "版本3.14更新了。|快去下载！",
        "价格是¥3.50。|便宜！",
        "看这里https://example.com/a.b?c=1&d=2。|很有用！",
        "看 https://example.com/a.html 很有用！|谢谢",
        "网址是 www.example.com。|去看看。",
        "谢谢 @bo.lin ！|下次见 #美食#",
        "#成都美食 太好吃了！|#火锅",
        "你好！|Hello! |How are you?",
        "我用的是node.js。|你呢？",
        "他说OK。|But I said no.",
        "嗯？|嗯！|嗯。",
        "①第一。|②第二。",
        "1. 洗米。|2. 煮饭。",
        "1.洗米",
        "面白い！(笑)|また来ます。",
        "买了3个苹果、2个梨；还有5个橘子。",
        "什么？ |是吗？",
        "２０２４年１月。|新年快乐！",
        "她说，“我爱你！”|我也是。",
        "啊啊啊啊啊！！！！！！|救命",
        "好～真好～",
        "“你好。|我是小明。”|他走了。",
        "…………",
        "……！",
        "。",
    ],
    "zh-Hant": [
        "今天天氣很好。|我們去哪裡？",
        "「你好嗎？」她問道。|我沒說話。",
        "真的假的……|我不信啦！",
    ],
    "ja": [
        "今日は暑い。|明日は？|楽しみ！",
        "「行こう。」と言った。|みんな笑った。",
        "「本当？」って聞いた。",
        "「はい。」|彼は立った。",
        "面白い（笑）です。|また来ます！",
        "やった！！🎉|ありがとう。",
        "えっ…本当？",
        "そうですか…。|残念です。",
        "３．１４は円周率。|覚えた？",
        "ラーメン二郎！|美味しかったｗ",
        "行ってきます♪",
        "Ｔシャツを買いました。|Nice!",
    ],
    "ko": [
        "안녕하세요. |저는 민수예요. |반가워요!",
        "정말요? |네, 정말요.",
        '"가자."라고 했다. |모두 웃었다.',
        "진짜 맛있어요! ㅋㅋㅋ |또 갈게요",
        "좋아요... |그래요.",
        "3.1절에 만나요. |네.",
        "안녕하세요.|저는 지수입니다.",
        "안녕 😀",
    ],
    "en": [
        "Hello. |How are you? |Fine!",
        "no stop at all",
        "He climbed Mt. Fuji. |Ft. Worth is hot.",
        "i love it. |so good! |thanks 😊 see you",
        "Mr. Smith met Dr. Lee. |They talked.",
        "Mrs. A. B. Jones paid $3.50 for it. |Cheap!",
        "J. K. Rowling wrote it. |J.R.R. Tolkien did not.",
        "I live in the U.S. and work for the U.N. on weekdays.",
        "The U.S. Army came. |It left.",
        "We met at 5 p.m. |Then we ate.",
        "We met at 5 p.m. in the park.",
        "Bring fruit, e.g. apples, i.e. something sweet. |Thanks.",
        "Apples, pears, etc. |Then we left.",
        "Apples, pears, etc. are fine.",
        "See fig. 3 and no. 5 on p. 12. |Ok.",
        "I said no. |She said yes.",
        "He works at Acme Inc. |She does not.",
        "He works at Acme Inc. in town.",
        "Version 2.0.1 is out. |Get it at example.com. |Now!",
        "Open README.md and config.py. |Done.",
        "Pi is 3.14. |Or 3.15?",
        "It was 1999. |Then came 2000.",
        "1. Wash the rice. |2. Cook it.",
        "Wait... what? |Hmm... |OK.",
        "well... maybe",
        "What?! |No way!!! |Yes!?",
        "“Let's go!” he said. |“OK.” |She left.",
        'He said "Go." |Then he left.',
        '"Why?" she asked. |"Because."',
        "He left (really?) and came back. |Good.",
        "(He left.) |We stayed.",
        "It's 5 o'clock. |'Tis late.",
        "Thanks! :) |See you! ;-) |Bye <3",
        "So great! :D |Next one",
        "See https://example.com/a.b?c=d. |Next one.",
        "See https://example.com/a?b=c! |And more",
        "Mail me at ana.b@example.com. |Thanks.",
        "Ask @ana.b@example.social. |She knows.",
        "Use `a ? b : c` here. |Fine.",
        "Call `foo. Bar` now. |Fine.",
        "#tbt What a day! |#love #food",
        "So do I. |We agree.",
        "That is plan B. |We hope.",
        "Hi!\n|Bye!\r\n|Ok",
        "It cost $5.99. |Fine.",
        "Is it 20 °C? |Yes.",
        "St. Patrick's Day vs. Easter. |Hm.",
        "Prof. Li, Ph.D., spoke. |We heard.",
        "Yes!And no.",
        "...and then?",
        "Really 🙂. |Yes 🙂! |Ok",
        "First! 1️⃣ |Second! 2️⃣",
        "🇨🇳🇪🇸",
        "👍🏽",
    ],
    "es": [
        "¿Qué tal? |¡Muy bien! |Vale.",
        "El Sr. García y la Sra. López. |Sí.",
        "Son las 3 p.m. en EE.UU. y Ud. duerme.",
        "Cuesta 1.000.000,50 €. |¡Caro!",
        "Hola... |¿Estás?",
        "Véase pág. 12. |Gracias.",
        "«¡Vamos!» dijo Ana. |Y salió.",
    ],
    "fr": [
        "Bonjour ! |Ça va ? |Oui.",
        "M. Dupont et Mme. Durand. |Voilà.",
        "C'est l'art. 5. |D'accord.",
        "J'ai 1,5 kg. |C'est bon…",
    ],
    "de": [
        "Am 3. Oktober kam er. |Gut.",
        "Der 2. Weltkrieg endete 1945. |Danach kam Frieden.",
        "Das ist z.B. gut, d.h. sehr gut usw. |Ja.",
        "Er wurde 12. |Sie auch.",
        "Prof. Dr. Müller kam ca. um 5. |Schön.",
        "„Gehen wir!“ sagte er. |Ende.",
    ],
    "pt": ["Olá! |Tudo bem? |O Sr. Silva chegou."],
    "it": ["Ciao! |Il Dott. Rossi è qui. |Bene, ecc."],
    "ru": [
        "Привет! |Как дела? |Хорошо.",
        "Это т.е. так. |Да.",
        "Хлеб, молоко и т.д. |Потом домой.",
        "Он живёт в г. Москва на ул. Ленина. |Да.",
        "Это было в 1999 г. |Потом прошло.",
        "А. С. Пушкин родился. |Да.",
        "Ну... |Ладно.",
    ],
    "uk": ["Привіт! |Як справи? |Добре."],
    "ar": [
        "مرحبا. |كيف حالك؟ |أنا بخير!",
        "قال د. أحمد نعم. |شكرا.",
        "السعر 3.5 دولار. |رخيص؟ |نعم",
    ],
    "fa": ["سلام! |حالت چطور است؟ |خوبم."],
    "ur": ["آپ کیسے ہیں؟ |میں ٹھیک ہوں۔ |شکریہ"],
    "hi": [
        "नमस्ते। |आप कैसे हैं? |मैं ठीक हूँ।",
        "डॉ. शर्मा आए। |सब खुश हुए॥",
        "कीमत 3.50 है।|ठीक।",
    ],
    "th": [
        "สวัสดีครับ |ผมชื่อโบ้",
        "ไปไหนมา? |ไปตลาด",
        "พ.ศ. 2567 เป็นปีที่ดี",
        "อาหารอร่อยมากค่ะ |ขอบคุณนะคะ |แล้วเจอกัน",
        "วันนี้ฉันไปตลาดกับแม่และน้องสาวเพื่อซื้อผักผลไม้และเนื้อสัตว์มาทำอาหารเย็นให้ครอบครัวกิน |แล้วเราก็กลับบ้าน",
    ],
    "vi": ["Xin chào! |Bạn khỏe không? |TP. Hồ Chí Minh đẹp."],
    "id": ["Selamat pagi! |Apa kabar? |Buku, pensil, dll. |Terima kasih."],
    "tr": ["Merhaba! |Nasılsın? |Dr. Yılmaz geldi."],
}


@pytest.mark.parametrize(("language", "marked"), [(tag, case) for tag, cases in CASES.items() for case in cases])
def test_a_text_is_cut_where_its_readers_would_cut_it(language, marked):
    text = unicodedata.normalize("NFC", marked.replace("|", ""))
    assert [text[start:end] for start, end in cut(text)] == [one.strip() for one in marked.split("|")]
    assert cut(text, language) == cut(text), "the hint changes nothing here"


def test_a_hint_helps_with_ordinals():
    for text in ["Das ist der 2. Preis.", "Am 1. Platz steht Ana."]:
        assert len(cut(text, "de")) == 1


def test_white_space_and_nothing_give_no_sentence():
    assert cut("") == []
    assert cut(" \n\t　\u2028 ") == []


def test_what_has_no_stop_stays_bounded():
    for text in ["长" * 5000, "word " * 1000, "a" * 5000, "长，" * 2500, "é" * 3000, "👨‍👩‍👧‍👦" * 300, "ก" * 2000]:
        spans = cut(text)
        assert max(end - start for start, end in spans) <= MAX_LENGTH
        assert min(end - start for start, end in spans[:-1]) >= MAX_LENGTH // 2 - 2


def test_a_long_sentence_is_cut_at_a_comma_rather_than_at_a_space_or_a_letter():
    text = ("很长的话" * 20 + "，") * 10
    assert all(text[end - 1] == "，" for _start, end in cut(text))


def test_a_cut_never_falls_inside_a_link_a_mention_or_a_flag():
    link = "https://example.com/" + "a,b;" * 300
    for text in [f"{'字' * 590}{link} 后面", f"{'字' * 595}@ana_b_c 后面" + "字" * 300, "字" * 599 + "🇨🇳" + "字" * 300]:
        kept = link if link in text else "@ana_b_c" if "@" in text else "🇨🇳"
        assert any(kept in text[start:end] for start, end in cut(text))


def test_a_family_emoji_is_not_taken_apart():
    family = "👨‍👩‍👧‍👦"
    for start, end in cut("字" * 597 + family * 100):
        assert not (("字" * 597 + family * 100)[start:end]).startswith(("\u200d", "\ufe0f"))


SIGNS = " \n\t.!?…。！？，、；：“”‘’「」『』《》()（）\"'`@#/:-0１２．aAbZéßñ字的다가กคกр।؟۔ا😀👍🏽❤\u200d\ufe0f\u0301"
WORDS = [
    "https://a.b/c?d",
    "www.a.b",
    "...",
    "……",
    "Mr.",
    "e.g.",
    "3.14",
    "\r\n",
    "他说",
    "ครับ ",
    "@ana",
    "#美食",
    ":cat:",
]
PIECES = st.sampled_from([*SIGNS, *WORDS])
TEXTS = st.lists(PIECES, max_size=60).map(lambda parts: unicodedata.normalize("NFC", "".join(parts)))


@settings(max_examples=300, deadline=None)
@given(TEXTS | st.text(max_size=200))
@example("“”。")
@example("a" * 1300)
def test_sentences_are_ordered_trimmed_and_hold_all_that_is_not_space(text):
    spans = cut(text)
    at = 0
    for start, end in spans:
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        sentence = text[start:end]
        assert sentence == sentence.strip()
        assert not any(newline in sentence for newline in "\n\r\u2028\u2029\x85\v\f")
        assert end - start <= max(MAX_LENGTH, LONGEST_KEPT_WHOLE)
        at = end
    assert not text[at:].strip()


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cutting_lines_one_by_one_gives_the_same(text):
    """So nothing looks across a newline."""
    whole = [text[start:end] for start, end in cut(text)]
    lines = [line[start:end] for line in text.splitlines() for start, end in cut(line)]
    assert whole == lines


@pytest.mark.parametrize("marked", [case for cases in CASES.values() for case in cases])
def test_a_sentence_is_one_sentence(marked):
    for sentence in marked.split("|"):
        if sentence.strip():
            assert len(cut(sentence)) == 1


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_cutting_a_sentence_again_changes_nothing(text):
    for start, end in cut(text):
        assert cut(text[start:end]) == [(0, end - start)]
