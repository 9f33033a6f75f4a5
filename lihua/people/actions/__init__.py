"""What people do about people."""

from lihua.people.actions.arriving import (
    approve,
    arrive,
    become_owner,
    confirm_age_band,
    enter,
    finish_arriving,
    protect,
    set_age_band,
    set_interests,
    set_languages,
)
from lihua.people.actions.closing import close, erase, keep
from lihua.people.actions.inviting import invite, owner_invitation, take_back
from lihua.people.actions.languages import forget_languages, remember_language
from lihua.people.actions.profile import describe, rename, set_interface_language, set_links, set_picture
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
    "approve",
    "arrive",
    "become_owner",
    "block",
    "close",
    "confirm_age_band",
    "decline_request",
    "describe",
    "enter",
    "erase",
    "finish_arriving",
    "follow",
    "forget_languages",
    "invite",
    "keep",
    "limit",
    "mute",
    "owner_invitation",
    "protect",
    "release",
    "remember_language",
    "remove_follower",
    "rename",
    "set_age_band",
    "set_interests",
    "set_interface_language",
    "set_languages",
    "set_links",
    "set_picture",
    "suspend",
    "take_back",
    "unblock",
    "unfollow",
    "unmute",
    "unsuspend",
]
