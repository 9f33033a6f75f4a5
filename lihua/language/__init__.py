"""Text in, text out: detect, cut into sentences, fold for search, translate by machine.

Owns MachineSentence, the cache that pays for a sentence once, and MachineClaim, which sentences are at an engine
right now. Announces nothing. May call base.
The functions below are cheap to import; models are loaded when first needed. How they decide: docs/rooms/language.md.
"""

from lihua.language import tags
from lihua.language.detection import Detected, detect
from lihua.language.digests import digest
from lihua.language.negotiation import accepted
from lihua.language.search import analyze, fold, query_terms
from lihua.language.sentences import cut

__all__ = ["Detected", "accepted", "analyze", "cut", "detect", "digest", "fold", "query_terms", "tags"]
