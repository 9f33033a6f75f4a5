"""Who reacts to what. One screen: read it and you know the house.

Rooms announce facts (left), tasks of other rooms want to know (right). Subscribers are durable, unordered and safe to
run twice; where order or an answer is needed, it is a direct call downward.
"""

from lihua.base.events import subscribe
from lihua.discovery import tasks as discovery
from lihua.media import rules as media_rules
from lihua.media import tasks as media
from lihua.media.events import AssetFailed, AssetReady
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
from lihua.works.queries import access_to_picture


def connect() -> None:
    media_rules.register_check(access_to_picture)
    subscribe(AssetReady, works.publish_drafts_with)
    subscribe(AssetFailed, works.publish_drafts_with)
    subscribe(WorkPublished, discovery.index_work, works.translate_ahead)
    subscribe(WorkEdited, discovery.index_work, works.translate_ahead)
    subscribe(WorkStateChanged, discovery.index_work)
    subscribe(TranslationMade, discovery.index_work)
    subscribe(TagChanged, discovery.index_tag)
    subscribe(TranslationAsked, works.tell_translators)
    subscribe(PersonChanged, discovery.index_person)
    subscribe(PersonErased, discovery.index_person, works.forget_person, media.forget_person)
