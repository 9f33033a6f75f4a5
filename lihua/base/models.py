from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from lihua.base.ids import new_id


class OutboxQuerySet(models.QuerySet["OutboxEntry"]):
    def due(self) -> "OutboxQuerySet":
        return self.filter(dead_at=None).filter(Q(leased_until=None) | Q(leased_until__lt=now()))

    def dead(self) -> "OutboxQuerySet":
        return self.exclude(dead_at=None)


class OutboxEntry(models.Model):
    """One task that must happen because something was committed. Deleted by the task's own transaction."""

    task = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)
    attempts = models.PositiveSmallIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(default=now)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["dead_at", "leased_until", "id"], name="outbox_due")]

    def __str__(self) -> str:
        return f"{self.task} {self.pk}"


class LiveEvent(models.Model):
    """Something that an open page wants to hear of: ids only, kept for one day. Its id is the SSE id."""

    id = models.BigAutoField(primary_key=True)
    channel = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=32)
    facts = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return f"{self.kind} on {self.channel}"


class SiteOptions(models.Model):
    """What an owner changes while the village runs. One row; read it through `base.options.site_options()`.

    It lives on the lowest floor because every room asks it; only `ops` writes it.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=80, default="Li Hua")
    description = models.TextField(max_length=500, blank=True)
    contact = models.EmailField(blank=True)
    registration = models.CharField(max_length=12, blank=True)
    # Texts by language tag: {"en": ["Be kind.", ...], "zh-Hans": [...]}; the reader's language is shown.
    rules = models.JSONField(default=dict, blank=True)
    # Places that are switched off, by name: ["market"].
    closed_places = models.JSONField(default=list, blank=True)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_row_of_options")]

    def __str__(self) -> str:
        return self.name


class RateBucket(models.Model):
    """How much of a limit is used: full again at `full_at_us`, microseconds since 1970. The key is a keyed digest."""

    key = models.CharField(primary_key=True, max_length=40)
    full_at_us = models.BigIntegerField(db_index=True)

    def __str__(self) -> str:
        return self.key


class Snowflake(models.Model):
    """Abstract: a row whose primary key is one of the village's 64-bit ids."""

    id = models.BigIntegerField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True
