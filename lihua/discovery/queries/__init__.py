"""What people look at, in lists: every list of works stands here."""

from lihua.discovery.queries.explore import RULE, channel, explore, new_neighbours, newest
from lihua.discovery.queries.pages import WorkPage
from lihua.discovery.queries.timelines import (
    following,
    home_timeline,
    person_timeline,
    public_timeline,
    tag_timeline,
)

__all__ = [
    "RULE",
    "WorkPage",
    "channel",
    "explore",
    "following",
    "home_timeline",
    "new_neighbours",
    "newest",
    "person_timeline",
    "public_timeline",
    "tag_timeline",
]
