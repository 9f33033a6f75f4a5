"""Who reacts to what. One screen: read it and you know the house.

Rooms announce facts (left), tasks of other rooms want to know (right). Subscribers are durable, unordered and safe to
run twice; where order or an answer is needed, it is a direct call downward.
"""

from lihua.base.events import subscribe
from lihua.people.events import PersonErased
from lihua.works import tasks as works
from lihua.works.events import TranslationAsked


def connect() -> None:
    subscribe(PersonErased, works.forget_person)
    subscribe(TranslationAsked, works.tell_translators)
