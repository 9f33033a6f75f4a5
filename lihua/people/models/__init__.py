from lihua.people.models.accounts import Account, AgeBand, Invitation, Role
from lihua.people.models.persons import (
    INTERESTS,
    LanguageUse,
    NetworkShown,
    Person,
    PersonLanguage,
    PersonState,
    ProfileLink,
    SaidLanguage,
)
from lihua.people.models.relations import Block, Follow, FollowRequest, Mute
from lihua.people.models.shapes import Addressed, SentenceTranslation

__all__ = [
    "INTERESTS",
    "Account",
    "Addressed",
    "AgeBand",
    "Block",
    "Follow",
    "FollowRequest",
    "Invitation",
    "LanguageUse",
    "Mute",
    "NetworkShown",
    "Person",
    "PersonLanguage",
    "PersonState",
    "ProfileLink",
    "Role",
    "SaidLanguage",
    "SentenceTranslation",
]
