from lihua.people.models.accounts import Account, AgeBand, Invitation, Role
from lihua.people.models.persons import LanguageUse, Person, PersonLanguage, PersonState, ProfileLink
from lihua.people.models.relations import Block, Follow, FollowRequest, Mute
from lihua.people.models.shapes import Addressed, SentenceTranslation

__all__ = [
    "Account",
    "Addressed",
    "AgeBand",
    "Block",
    "Follow",
    "FollowRequest",
    "Invitation",
    "LanguageUse",
    "Mute",
    "Person",
    "PersonLanguage",
    "PersonState",
    "ProfileLink",
    "Role",
    "SentenceTranslation",
]
