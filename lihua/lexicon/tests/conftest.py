"""Words to look up: a small dictionary in place of the great one, and words of the village."""

import pytest

# (language, headword, traditional, reading, senses, explained in)
WORDS = [
    ("zh", "打散", "", "dǎ sàn", "to beat (eggs)\nto break up", "en"),
    ("zh", "打", "", "dǎ", "to beat\nto strike", "en"),
    ("zh", "散", "", "sàn", "to scatter", "en"),
    ("zh", "鸡蛋", "雞蛋", "jī dàn", "(chicken) egg\nhen's egg", "en"),
    ("zh", "鸡", "雞", "jī", "fowl\nchicken", "en"),
    ("zh", "猫", "貓", "māo", "cat", "en"),
    ("en", "mouse", "", "", "老鼠\t老鼠\tlǎo shǔ", "zh"),
    ("en", "cat", "", "", "猫\t貓\tmāo", "zh"),
]


@pytest.fixture
def dictionary(db):
    from lihua import language
    from lihua.language.models import Dictionary, DictionaryEntry

    kept = {}
    for source, headword, traditional, reading, senses, target in WORDS:
        if (source, target) not in kept:
            kept[source, target] = Dictionary.objects.create(
                name=f"Small {source}-{target}", source=source, target=target, licence="CC BY-SA 4.0", is_ready=True
            )
        DictionaryEntry.objects.create(
            dictionary=kept[source, target],
            key=language.fold(headword),
            headword=headword,
            traditional=traditional,
            reading=reading,
            senses=senses,
        )


@pytest.fixture
def add_word(ana):
    """Bring a word into the glossary, explained in other languages: `add_word("猫税", "zh-Hans", en="cat tax")`."""
    from lihua.lexicon import actions

    def add(word, tag, *, by=ana, kind="slang", reading="", **equivalents):
        entry = actions.add(word=word, tag=tag, by=by, kind=kind, reading=reading)
        for language, equivalent in equivalents.items():
            actions.explain(entry, actions.Meaning(language.replace("_", "-"), equivalent), by=by)
        return entry

    return add
