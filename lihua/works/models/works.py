import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.media.models import MADE, Asset
from lihua.people.models import INTERESTS, Person


class WorkKind(models.TextChoices):
    NOTE = "note", _("Note")
    SHORT = "short", _("Short post")
    REPLY = "reply", _("Reply")
    REPOST = "repost", _("Repost")  # carries no text of its own


class Visibility(models.TextChoices):
    PUBLIC = "public", _("Everyone")
    UNLISTED = "unlisted", _("Everyone, but not in lists")
    FOLLOWERS = "followers", _("My followers")


class WorkState(models.TextChoices):
    PUBLISHED = "published", _("Published")
    HELD = "held", _("Held")  # by the desk, until somebody has looked
    REMOVED = "removed", _("Removed")  # by the desk, with a reason
    WITHDRAWN = "withdrawn", _("Deleted")  # by the author; purged after the time for undoing


CHANNELS = INTERESTS


def sentence_language(text: dict[str, Any], ordinal: int) -> str:
    """The language of one sentence of a text of `Work.texts`."""
    return str(text.get("languages", {}).get(str(ordinal), text["language"]))


def languages_in(text: dict[str, Any]) -> set[str]:
    """Every language that a sentence of a text of `Work.texts` is in."""
    if not text.get("languages"):
        return {text["language"]}
    return {sentence_language(text, ordinal) for ordinal in range(len(text["cuts"]))}


class WorkQuerySet(models.QuerySet["Work"]):
    def published(self) -> "WorkQuerySet":
        return self.filter(state=WorkState.PUBLISHED)

    def public(self) -> "WorkQuerySet":
        return self.published().filter(visibility=Visibility.PUBLIC)

    def standalone(self) -> "WorkQuerySet":
        """Neither a reply nor a repost: what stands in a list by itself."""
        return self.filter(kind__in=[WorkKind.NOTE, WorkKind.SHORT])

    def by(self, person: Person) -> "WorkQuerySet":
        return self.filter(author=person)

    def with_pictures(self) -> "WorkQuerySet":
        """With authors and pictures, in a fixed number of queries."""
        return self.select_related("author").prefetch_related(models.Prefetch("pictures", _shown_pictures()))

    def with_card(self) -> "WorkQuerySet":
        """Everything that a card shows, in a fixed number of queries; of a repost, what it passes on."""
        shared = models.Prefetch("repost_of__pictures", _shown_pictures())
        return self.with_pictures().select_related("author", "repost_of__author").prefetch_related(shared)


class Work(Snowflake):
    """One thing that somebody published. It gets its id when it is published: `since_id` never skips one that waited.

    `texts` says for each field that holds words how it was cut, once, at write:
    `{"body": {"revision": 1, "language": "zh-Hans", "cuts": [[0, 6], ...], "entities": [[2, 5, "mention", "ana"]]}}`,
    offsets in code points of the stored text. `revision` is that of the work when the text last changed. `languages`
    names, by ordinal, those sentences that are in another language than the text: `{"1": "en"}`. A picture's
    description (`alt:<asset id>`) and the words that stand on it (`pic:<asset id>`) are kept here as `text`, as they
    were when they were cut; of the latter each line is a paragraph, and `boxes` says where each lies. A sentence is
    `(field, revision, ordinal)`.
    """

    kind = models.CharField(max_length=8, choices=WorkKind)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="works")
    reply_to = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replies")
    # The work at the head of the thread; empty for the head itself.
    thread = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="thread_works")
    repost_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="reposts")

    title = models.CharField(max_length=120, blank=True)
    body = models.TextField(max_length=10_000, blank=True)
    warning = models.CharField(max_length=300, blank=True)
    html = models.TextField(blank=True)  # of the body, for readers who cannot render sentences (other apps)
    language = models.CharField(max_length=35, default="und")
    language_source = models.CharField(max_length=8, blank=True)  # author, rules, model, prior
    texts = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)

    visibility = models.CharField(max_length=9, choices=Visibility, default=Visibility.PUBLIC)
    state = models.CharField(max_length=9, choices=WorkState, default=WorkState.PUBLISHED)
    # Whose followers may read what is for followers: an answer lives in the room of what it answers.
    audience = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_sensitive = models.BooleanField(default=False)
    # "Correct me": the author learns the language that it is in and asks for corrections.
    wants_corrections = models.BooleanField(default=False)
    channel = models.CharField(max_length=12, blank=True)
    place = models.CharField(max_length=80, blank=True)

    # Where an imported work came from ("tatoeba:891077"), under which licence, and whom to name.
    origin = models.CharField(max_length=120, null=True, blank=True, unique=True)
    licence = models.CharField(max_length=40, blank=True)
    attribution = models.CharField(max_length=200, blank=True)
    # Chosen by the author's app; sending the same thing twice publishes once.
    draft_key = models.UUIDField(null=True, blank=True)

    # How many published answers and reposts, and how many reactions there are.
    replies_count = models.PositiveIntegerField(default=0)
    reposts_count = models.PositiveIntegerField(default=0)
    likes_count = models.PositiveIntegerField(default=0)
    saves_count = models.PositiveIntegerField(default=0)

    published_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # What undoing the withdrawal returns to: what was held stays held.
    state_before = models.CharField(max_length=9, choices=WorkState, blank=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "visibility", "kind", "-id"], name="work_lists"),
            models.Index(fields=["author", "-id"], name="work_by_author"),
            models.Index(fields=["thread", "id"], name="work_thread"),
            models.Index(fields=["reply_to", "id"], name="work_replies"),
            models.Index(fields=["channel", "-id"], condition=~Q(channel=""), name="work_channel"),
            models.Index(fields=["language", "-id"], name="work_language"),
            models.Index(fields=["withdrawn_at"], condition=Q(withdrawn_at__isnull=False), name="work_withdrawn"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "repost_of"], condition=Q(repost_of__isnull=False), name="one_repost_a_person"
            ),
            models.UniqueConstraint(
                fields=["author", "draft_key"], condition=Q(draft_key__isnull=False), name="one_work_a_key"
            ),
            models.CheckConstraint(condition=Q(kind__in=WorkKind.values), name="work_kind_known"),
            models.CheckConstraint(condition=Q(state__in=WorkState.values), name="work_state_known"),
            models.CheckConstraint(condition=Q(visibility__in=Visibility.values), name="work_visibility_known"),
            models.CheckConstraint(
                condition=Q(kind="repost", repost_of__isnull=False) | ~Q(kind="repost"), name="a_repost_is_of_something"
            ),
            models.CheckConstraint(condition=~Q(reply_to=F("id")), name="nothing_replies_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("works:work", args=[self.pk])

    @property
    def itself(self) -> "Work":
        """The work that is meant: what a repost passes on, else this one."""
        return self.repost_of or self

    @property
    def is_reply(self) -> bool:
        return self.kind == WorkKind.REPLY

    @property
    def languages(self) -> set[str]:
        """Every language that a sentence of it is in."""
        return {tag for text in self.texts.values() for tag in languages_in(text)}

    def language_of(self, field: str, ordinal: int) -> str:
        """The language of one sentence."""
        return sentence_language(self.texts[field], ordinal)

    def text_of(self, field: str) -> str:
        """The stored text of `title`, `body`, `warning`, `alt:<asset id>` or `pic:<asset id>`."""
        if field.startswith(("alt:", "pic:")):
            return str(self.texts.get(field, {}).get("text", ""))
        return str(getattr(self, field))


class Picture(models.Model):
    """An asset in its place on a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="pictures")
    asset = models.OneToOneField(Asset, on_delete=models.PROTECT, related_name="shown_on")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "position"], name="one_picture_a_place", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(position__lt=18), name="up_to_eighteen_pictures"),
        ]

    def __str__(self) -> str:
        return f"picture {self.position} of {self.work_id}"


class Version(models.Model):
    """What a work said before an edit."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    title = models.CharField(max_length=120, blank=True)
    body = models.TextField(blank=True)
    warning = models.CharField(max_length=300, blank=True)
    html = models.TextField(blank=True)
    is_sensitive = models.BooleanField(default=False)
    texts = models.JSONField(default=dict)
    pictures = models.JSONField(default=list)  # [{"asset": id, "alt": text}] in order
    created_at = models.DateTimeField(default=now)

    class Meta:
        ordering = ["revision"]
        constraints = [models.UniqueConstraint(fields=["work", "revision"], name="one_version_a_revision")]

    def __str__(self) -> str:
        return f"revision {self.revision} of {self.work_id}"


def _shown_pictures() -> "models.QuerySet[Picture]":
    return Picture.objects.select_related("asset").prefetch_related(f"asset__{MADE}")


def _no_words() -> dict[str, Any]:
    return {}


class Draft(models.Model):
    """What was submitted and waits for its pictures. Not a work yet: no list, page or search can show it by mistake.

    `words` holds the keyword arguments of `actions.submit` as plain values; the sweep publishes or reports what waited
    too long.
    """

    key = models.UUIDField(default=uuid.uuid4, editable=False)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="drafts")
    words = models.JSONField(default=_no_words)
    problem = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="one_draft_a_key")]

    def __str__(self) -> str:
        return f"draft {self.key}"
