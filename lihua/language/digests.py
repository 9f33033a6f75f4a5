"""The name of a sentence in every table of translations."""

import hashlib
import unicodedata


def digest(text: str) -> str:
    """32 hexadecimal digits of the sentence in NFC with its white space folded: equal for every copy."""
    folded = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
