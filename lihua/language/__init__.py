"""Text in, text out: detect, cut into sentences, fold for search, translate by machine.

Owns MachineSentence, the cache that pays for a sentence once; MachineClaim, which sentences are at an engine right now;
EngineChoice, EngineState, EngineUse, SentAway and Spent, what the owner decided about engines, how they fare, how much
and what they were given, and for whom; and Dictionary with its DictionaryEntry. Announces nothing. May call base.
The functions below are cheap to import; models are loaded when first needed. How they decide: docs/rooms/language.md.
"""

from lihua.language import tags
from lihua.language.aids import Aid, AidMissing, Token, annotate, usual_aid
from lihua.language.detection import detect, languages_of_sentences
from lihua.language.digests import digest
from lihua.language.levels import Grade, Level, grade, level
from lihua.language.negotiation import accepted
from lihua.language.recognition import Detected
from lihua.language.scripts import convert
from lihua.language.search import analyze, fold, query_terms
from lihua.language.segmentation import Word, words
from lihua.language.sentences import cut

__all__ = [
    "Aid",
    "AidMissing",
    "Detected",
    "Grade",
    "Level",
    "Token",
    "Word",
    "accepted",
    "analyze",
    "annotate",
    "convert",
    "cut",
    "detect",
    "digest",
    "fold",
    "grade",
    "languages_of_sentences",
    "level",
    "query_terms",
    "tags",
    "usual_aid",
    "words",
]
