from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lihua.language import cut, detect, langid, languages_of_sentences, tags

# Short posts as people write them; one author, so differences of a few points mean nothing.
POSTS = {
    "zh-Hans": [
        "今天去吃火锅，太辣了！",
        "家人们谁懂啊，地铁又坐过站了😭",
        "求推荐一款适合学生党的防晒霜",
        "yyds！这家店真的绝了",
        "我家猫又把杯子推下去了，交一下猫税",
        "周末citywalk路线分享",
        "作业写不完了怎么办",
        "嗨",
    ],
    "zh-Hant": [
        "今天去吃火鍋，好辣！",
        "請問這裡怎麼去臺北車站？",
        "我家的貓很愛睡覺",
        "週末要不要一起去爬山？",
        "謝謝大家的幫忙",
    ],
    "ja": [
        "今日はとても暑いですね",
        "ラーメン食べたい",
        "駅まで歩いて十分です",
        "日本の歌",
        "マジで最高だった🎉",
        "気象庁発表",
        "日本語の勉強",
        "明日試験",
    ],
    "ko": ["오늘 날씨 진짜 좋다", "한국어 공부하는 사람?", "ㅋㅋㅋㅋ", "강아지 산책 다녀왔어요"],
    "en": [
        "thanks for the recipe!",
        "my cat did it again lol",
        "Does anyone know how to cook this?",
        "I love this so much",
        "good morning everyone",
        "What a beautiful day in the park",
        "can you help me with my homework?",
        "Hello from Canada",
    ],
    "es": [
        "hola amigo, ¿qué tal?",
        "muchas gracias por la receta",
        "me encanta tu gato",
        "Buenos días a todos",
        "hoy comí tacos con mi familia",
        "qué bonito",
    ],
    "fr": ["merci beaucoup pour la recette", "j'adore ton chat", "Bonjour tout le monde", "c'est trop mignon"],
    "de": ["danke für das Rezept", "Guten Morgen zusammen", "meine Katze schläft den ganzen Tag", "das ist so schön"],
    "pt": ["obrigado pela receita", "bom dia a todos", "meu gato não para de dormir", "você fala português?"],
    "it": ["grazie mille per la ricetta", "buongiorno a tutti", "il mio gatto dorme sempre", "che bello questo posto"],
    "ru": ["Привет, как дела?", "спасибо за рецепт", "мой кот опять спит", "Это очень красиво"],
    "uk": ["Привіт, як справи?", "дякую за рецепт", "мій кіт знову спить"],
    "ar": ["مرحبا كيف حالك", "شكرا على الوصفة", "القطة نائمة طوال اليوم"],
    "fa": ["سلام چطوری", "ممنون از دستور پخت", "گربه من همیشه خواب است"],
    "hi": ["नमस्ते आप कैसे हैं", "रेसिपी के लिए धन्यवाद", "मेरी बिल्ली सो रही है"],
    "th": ["สวัสดีครับ", "แมวของฉันน่ารักมาก"],
    "vi": ["xin chào mọi người", "cảm ơn bạn rất nhiều", "con mèo của tôi"],
    "id": ["selamat pagi semuanya", "terima kasih banyak ya", "kucing saya tidur terus", "nasi goreng enak banget"],
    "tr": ["günaydın arkadaşlar", "tarif için teşekkürler", "kedim bütün gün uyuyor"],
    "nl": ["dank je wel voor het recept", "goedemorgen allemaal"],
    "pl": ["dziękuję za przepis", "dzień dobry wszystkim"],
    "el": ["καλημέρα σε όλους"],
    "he": ["שלום לכולם"],
}

# The language in which the sentence is built, whatever it borrows.
MIXED = [
    ("今天 meeting 好多 deadline 要 gg 了", "zh-Hans"),
    ("买了iPhone 15 Pro Max", "zh-Hans"),
    ("这个 OOTD 太 cool 了吧", "zh-Hans"),
    ("我 emo 了", "zh-Hans"),
    ("周末 brunch 打卡", "zh-Hans"),
    ("We went to 北京 and ate 烤鸭 yesterday", "en"),
    ("What does 加油 mean?", "en"),
    ("I love 火锅 so much", "en"),
    ("今日のランチはpastaとsaladでした", "ja"),
    ("오늘 meeting 너무 길었어", "ko"),
    ("好喜欢这个の风格", "zh-Hans"),
    ("本店の奶茶太好喝了", "zh-Hans"),
    ("今天好累(´･ω･`)ノ", "zh-Hans"),
    ("¿Qué significa 你好 en español?", "es"),
    ("Сегодня купил iPhone", "ru"),
    ("@bo https://example.com/hello-world 太好看了", "zh-Hans"),
    ("#foodie #yummy 今晚吃什么", "zh-Hans"),
    ("`print('hello world')` 这个怎么用？", "zh-Hans"),
]


@pytest.mark.parametrize(("language", "post"), [(tag, post) for tag, posts in POSTS.items() for post in posts])
def test_a_short_post_is_recognised(language, post):
    found = detect(post)
    assert found.language == language, found
    assert 0.0 < found.confidence <= 1.0


@pytest.mark.parametrize(("post", "language"), MIXED)
def test_a_mixed_post_is_in_the_language_it_is_built_in(post, language):
    assert detect(post).language == language, detect(post)


def test_a_mixed_post_names_its_parts():
    post = "What does 加油 mean?"
    assert [(post[part.start : part.end], part.language) for part in detect(post).parts] == [
        ("What does", "en"),
        ("加油", "zh-Hans"),
        ("mean", "en"),
    ]
    assert detect(post).others[0] == "zh-Hans"
    assert detect("今天很好").parts == ()
    assert detect("日本の歌").parts == ()


@pytest.mark.parametrize(
    ("post", "languages"),
    [
        ("Hoy fue un día muy largo. Today was a very long day.", {"es", "en"}),
        ("我爱你 / te quiero mucho / I love you so much", {"zh-Hans", "es", "en"}),
        ("友達に“你好吃”って言っちゃった", {"ja", "zh-Hans"}),
        ("买了iPhone 15 Pro Max", set()),
        ('meu chefe falou "good job" e eu quase chorei', {"pt", "en"}),
    ],
)
def test_parts_are_in_the_languages_that_the_post_mixes(post, languages):
    assert {part.language for part in detect(post).parts} == languages


@pytest.mark.parametrize(
    ("post", "language"),
    [
        ("wo bu zhidao zenme shuo", "zh-Hans"),
        ("wǒ ài nǐ", "zh-Hans"),
        ("kore wa nan desu ka", "ja"),
        ("me and you", "en"),
        ("nama saya Budi", "id"),
        ("anime is so kawaii", "en"),
    ],
)
def test_chinese_and_japanese_in_latin_letters_are_no_european_language(post, language):
    found = detect(post)
    assert (found.language, found.script) == (language, "Latn")


def test_what_is_quoted_does_not_decide():
    assert detect("He asked “你什么时候回来呀，我们都在等你” and left").language == "en"
    assert detect("刚看完《君の名は》，哭成狗").language == "zh-Hans"


def test_a_clear_language_has_other_guesses():
    assert detect("dobré ráno").others
    assert "uk" in detect("не знаю").others or detect("не знаю").language == "uk"


@pytest.mark.parametrize(
    "post",
    [
        "",
        "  ",
        "😀😀",
        "https://example.com/hello",
        "@ana @bo",
        "123 456",
        "ok",
        "???",
        "(´･ω･`)",
        "ヽ(´▽｀)ノ",
        "ಠ_ಠ",
        "thx",
        "yyds",
    ],
)
def test_what_cannot_be_told_is_left_open(post):
    assert detect(post).language == "und"


@pytest.mark.parametrize(
    ("post", "prior", "language"),
    [
        ("ok", ["es", "en"], "es"),
        ("ok", ["zh-Hans", "en"], "en"),
        ("thx", ["en"], "en"),
        ("你好", ["zh-Hant"], "zh-Hant"),
        ("你好", ["en"], "zh-Hans"),
        ("明日", ["ja"], "ja"),
        ("明日", ["zh-Hans", "ja"], "zh-Hans"),
        ("no", ["it"], "it"),
        ("amo Roma", ["it"], "it"),
        ("amo Roma", ["es"], "es"),
        ("Привет", ["uk"], "uk"),
        ("😀", ["en"], "und"),
        ("日本語勉強中", ["ja"], "ja"),
        ("今天天氣很好", ["ja"], "zh-Hant"),
    ],
)
def test_what_the_author_writes_decides_where_the_text_does_not(post, prior, language):
    assert detect(post, prior=prior).language == language, detect(post, prior=prior)


@pytest.mark.parametrize(
    ("post", "prior", "language"),
    [
        ("Does anyone know how to cook this?", ["es"], "en"),
        ("今天天氣很好，我們走吧", ["zh-Hans"], "zh-Hant"),
        ("muchas gracias por la receta de ayer", ["en"], "es"),
        ("ありがとう", ["zh-Hans"], "ja"),
        ("Привіт, як справи?", ["ru"], "uk"),
    ],
)
def test_a_clear_text_is_not_overruled_by_what_the_author_usually_writes(post, prior, language):
    assert detect(post, prior=prior).language == language


def test_who_said_it_is_told():
    assert detect("今天去吃火锅").source == "rules"
    assert detect("good morning everyone").source == "model"
    assert detect("ok", prior=["en"]).source == "prior"


def test_a_post_of_nothing_but_tags_is_read_by_its_tags():
    assert detect("#美食 #成都旅游").language == "zh-Hans"


def test_a_language_of_the_author_that_is_rare_here_is_considered():
    assert detect("bon dia a tothom, gràcies per la recepta", prior=["ca"]).language == "ca"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.lists(st.sampled_from(tags.SUPPORTED), max_size=3))
def test_whatever_is_written_gets_a_known_tag_and_a_confidence(text, prior):
    found = detect(text, prior=prior)
    assert found.language == "und" or tags.normalize(found.language) == found.language
    assert 0.0 <= found.confidence <= 1.0
    assert found == detect(text, prior=prior)
    assert found.language not in found.others


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([post for posts in POSTS.values() for post in posts] + ["\n", "“", "🎉", "#tag"]), max_size=6
    )
)
def test_parts_lie_in_the_text_in_order_and_in_more_than_one_language(pieces):
    text = " ".join(pieces)
    parts = detect(text).parts
    assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert all(before.end <= after.start for before, after in pairwise(parts))
    assert all(text[part.start].isalpha() or not text[part.start].isspace() for part in parts)
    assert len({part.language for part in parts}) != 1


def sentences_of(text, language, prior=(), **said):
    spans = cut(text, language)
    different = languages_of_sentences(text, spans, language, prior, **said)
    return {text[slice(*spans[ordinal])]: tag for ordinal, tag in different.items()}


def test_a_sentence_in_another_language_than_its_text_is_told():
    text = "今天学了一句英语。\nPractice makes perfect, they say.\n你们觉得呢？"
    assert sentences_of(text, "zh-Hans") == {"Practice makes perfect, they say.": "en"}
    assert sentences_of("今天好累。我想睡觉。", "zh-Hans") == {}
    assert sentences_of("Hoy fue un día muy largo.\nToday was a very long day.", "es") == {
        "Today was a very long day.": "en"
    }


def test_a_line_of_tags_is_in_no_language_of_its_own():
    assert sentences_of("今天去吃火锅。\n#foodie #yummy", "zh-Hans") == {}


def test_what_the_author_said_of_a_text_is_not_said_otherwise_of_its_sentences():
    text = "Magandang umaga sa inyong lahat.\nKumain na ba kayo?"
    taken_for = detect(text).language
    assert taken_for not in sentences_of(text, "ceb", is_said=True).values()
    chinese = "今天天氣很好。\n我們走吧。"
    assert sentences_of(chinese, "zh-Hans", is_said=True) == {}
    assert sentences_of(chinese, "yue", is_said=True) == {}


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), st.sampled_from(tags.SUPPORTED), st.booleans())
def test_only_sentences_that_differ_are_named(text, language, is_said):
    spans = cut(text, language)
    different = languages_of_sentences(text, spans, language, is_said=is_said)
    assert set(different) <= set(range(len(spans)))
    assert language not in different.values()
    assert tags.UNDETERMINED not in different.values()


def test_the_small_model_scores_as_py3langid_does():
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    whole = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    candidates = ["en", "es", "fr", "de", "pt", "it", "id", "vi", "ru", "uk", "fa", "ar", "hi"]
    whole.set_languages(candidates)
    for posts in POSTS.values():
        for post in posts:
            ours = langid.model().probabilities(post, candidates)
            for language, chance in whole.rank(post):
                assert not ours or ours[language] == pytest.approx(chance, abs=0.01), (post, language)


def test_the_model_is_made_again_when_its_file_is_spoilt(settings, tmp_path):
    settings.DATA = tmp_path
    path = langid._path()
    path.parent.mkdir()
    path.write_bytes(b"LHlangid and then nothing")
    langid.model.cache_clear()
    try:
        assert detect("good morning everyone").language == "en"
        assert path.stat().st_size > 1_000_000
    finally:
        langid.model.cache_clear()
