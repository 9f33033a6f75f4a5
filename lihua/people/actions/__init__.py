"""What people do about people."""

from lihua.people.actions.arriving import arrive, set_languages
from lihua.people.actions.relating import (
    accept_request,
    block,
    decline_request,
    follow,
    mute,
    remove_follower,
    unblock,
    unfollow,
    unmute,
)
from lihua.people.actions.standing import limit, release, suspend, unsuspend

__all__ = [
    "accept_request",
    "arrive",
    "block",
    "decline_request",
    "follow",
    "limit",
    "mute",
    "release",
    "remove_follower",
    "set_languages",
    "suspend",
    "unblock",
    "unfollow",
    "unmute",
    "unsuspend",
]
