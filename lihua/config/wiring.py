"""Who reacts to what. One screen: read it and you know the house.

Rooms announce facts (left), tasks of other rooms want to know (right). Subscribers are durable, unordered and safe to
run twice; where order or an answer is needed, it is a direct call downward.
"""

from lihua.base.events import subscribe
from lihua.discovery import tasks as discovery
from lihua.lexicon import tasks as lexicon
from lihua.lexicon.events import EntryChanged
from lihua.media import rules as media_rules
from lihua.media import tasks as media
from lihua.media.events import AssetFailed, AssetReady, PictureRead
from lihua.notifications import about_people
from lihua.notifications import tasks as notifications
from lihua.notifications.wording import register_renderer
from lihua.ops import tasks as ops
from lihua.people.events import FollowRequested, PersonChanged, PersonErased, PersonFollowed
from lihua.trust import notices as trust_notices
from lihua.trust.queries import access_to_evidence
from lihua.works import notices as work_notices
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
    media_rules.register_check(access_to_evidence)
    media_rules.register_check(access_to_picture)
    register_renderer(about_people.lines, "follow", "request")
    register_renderer(work_notices.lines, *work_notices.KINDS)
    register_renderer(work_notices.lines_of_drafts, "draft")
    register_renderer(trust_notices.lines, *trust_notices.KINDS)
    subscribe(AssetReady, works.publish_drafts_with)
    subscribe(AssetFailed, works.publish_drafts_with)
    subscribe(PictureRead, works.take_picture_words)
    subscribe(EntryChanged, discovery.count_word)
    subscribe(WorkPublished, discovery.index_work, works.translate_ahead)
    subscribe(WorkEdited, discovery.index_work, works.translate_ahead)
    subscribe(WorkStateChanged, discovery.index_work, works.forget_kept_sentences)
    subscribe(TranslationMade, discovery.index_work)
    subscribe(TagChanged, discovery.index_tag)
    subscribe(TranslationAsked, works.tell_translators)
    subscribe(PersonFollowed, notifications.tell_of_follow)
    subscribe(FollowRequested, notifications.tell_of_request)
    subscribe(PersonChanged, discovery.index_person)
    subscribe(
        PersonErased,
        discovery.index_person,
        works.forget_person,
        media.forget_person,
        lexicon.forget_person,
        notifications.forget_person,
        ops.note_erasure,
    )
