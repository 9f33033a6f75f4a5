"""Which word a form belongs to: mice, went, running, happier. Guesses; the dictionary says which of them is a word."""


def english(word: str) -> list[str]:
    """Words that this may be a form of, the likeliest first."""
    guesses = [word[:-1], word[:-2]] if word.endswith("s") else []
    return [one for one in guesses if len(one) > 1]
