"""What people look at, in lists: every list of works stands here."""

from lihua.discovery.queries.explore import RULE, channel, explore, new_neighbours, newest
from lihua.discovery.queries.finding import (
    COUNTED,
    QueryRefused,
    Results,
    count_works,
    find_people,
    find_tags,
    find_works,
)
from lihua.discovery.queries.levels import UpTo, offered, up_to
from lihua.discovery.queries.pages import PAGE, WorkPage
from lihua.discovery.queries.persons import links_of, network
from lihua.discovery.queries.saying import LONGEST_PHRASE, Offer, ways_to_say_it
from lihua.discovery.queries.tags import Names, concept_named, concept_seen_by, names_of, tag
from lihua.discovery.queries.timelines import (
    following,
    home_timeline,
    person_timeline,
    public_timeline,
    tag_timeline,
)
from lihua.discovery.queries.usage import UsedIn, count_public, sentences_with

__all__ = [
    "COUNTED",
    "LONGEST_PHRASE",
    "PAGE",
    "RULE",
    "Names",
    "Offer",
    "QueryRefused",
    "Results",
    "UpTo",
    "UsedIn",
    "WorkPage",
    "channel",
    "concept_named",
    "concept_seen_by",
    "count_public",
    "count_works",
    "explore",
    "find_people",
    "find_tags",
    "find_works",
    "following",
    "home_timeline",
    "links_of",
    "names_of",
    "network",
    "new_neighbours",
    "newest",
    "offered",
    "person_timeline",
    "public_timeline",
    "sentences_with",
    "tag",
    "tag_timeline",
    "up_to",
    "ways_to_say_it",
]
