from lihua.works.models.answers import Ask, AskKind
from lihua.works.models.reactions import Mention, Reaction, ReactionKind
from lihua.works.models.tags import Concept, Label, WorkTag
from lihua.works.models.translations import Translation
from lihua.works.models.works import CHANNELS, Draft, Picture, Version, Visibility, Work, WorkKind, WorkState

__all__ = [
    "CHANNELS",
    "Ask",
    "AskKind",
    "Concept",
    "Draft",
    "Label",
    "Mention",
    "Picture",
    "Reaction",
    "ReactionKind",
    "Translation",
    "Version",
    "Visibility",
    "Work",
    "WorkKind",
    "WorkState",
    "WorkTag",
]
