"""Who reacts to what. One screen: read it and you know the house.

Rooms announce facts (left), tasks of other rooms want to know (right). Subscribers are durable, unordered and safe to
run twice; where order or an answer is needed, it is a direct call downward.
"""

from lihua.base.events import subscribe
from lihua.discovery import tasks as discovery
from lihua.people.events import PersonChanged, PersonErased
from lihua.works import tasks as works
from lihua.works.events import (
    TagChanged,
    TranslationAsked,
    TranslationMade,
    WorkEdited,
    WorkPublished,
    WorkStateChanged,
)


def connect() -> None:
    subscribe(WorkPublished, discovery.index_work)
    subscribe(WorkEdited, discovery.index_work)
    subscribe(WorkStateChanged, discovery.index_work)
    subscribe(TranslationMade, discovery.index_work)
    subscribe(TagChanged, discovery.index_tag)
    subscribe(TranslationAsked, works.tell_translators)
    subscribe(PersonChanged, discovery.index_person)
    subscribe(PersonErased, discovery.index_person, works.forget_person)
