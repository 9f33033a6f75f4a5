from dataclasses import dataclass

from lihua.base.events import Event


@dataclass(frozen=True)
class PersonFollowed(Event):
    follower_id: int
    followed_id: int


@dataclass(frozen=True)
class FollowRequested(Event):
    follower_id: int
    followed_id: int


@dataclass(frozen=True)
class PersonChanged(Event):
    """Name, handle, bio or state changed: what is derived from a person is to be made anew."""

    person_id: int


@dataclass(frozen=True)
class PersonErased(Event):
    person_id: int
