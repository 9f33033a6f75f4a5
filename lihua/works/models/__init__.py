from lihua.works.models.answers import Ask, AskKind, Stance
from lihua.works.models.mending import Suggestion, SuggestionVote
from lihua.works.models.reactions import Mention, Reaction, ReactionKind
from lihua.works.models.tags import Concept, Joining, Label, WorkTag
from lihua.works.models.translations import Translation
from lihua.works.models.works import (
    CHANNELS,
    Draft,
    Picture,
    Version,
    Visibility,
    Work,
    WorkKind,
    WorkState,
    languages_in,
    sentence_language,
)

__all__ = [
    "CHANNELS",
    "Ask",
    "AskKind",
    "Concept",
    "Draft",
    "Joining",
    "Label",
    "Mention",
    "Picture",
    "Reaction",
    "ReactionKind",
    "Stance",
    "Suggestion",
    "SuggestionVote",
    "Translation",
    "Version",
    "Visibility",
    "Work",
    "WorkKind",
    "WorkState",
    "WorkTag",
    "languages_in",
    "sentence_language",
]
