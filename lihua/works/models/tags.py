from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from lihua.base.models import Snowflake
from lihua.people.models import Person
from lihua.works.models.works import Work


class Concept(Snowflake):
    """What a tag means, whatever it is called. `merged_into` keeps old ids and addresses working."""

    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    works_count = models.PositiveIntegerField(default=0)
    last_used_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"concept {self.pk}"


class Label(models.Model):
    """One name of a concept, as people write it. Merging and splitting concepts moves labels only."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(max_length=60)
    # The name folded for comparison: case, width and accents do not make another tag.
    folded = models.CharField(max_length=60, unique=True)
    language = models.CharField(max_length=35, blank=True)
    # The one shown to readers of its language; the others are aliases.
    is_preferred = models.BooleanField(default=True)
    # Who gave this name to the concept; empty for one that came with a work.
    added_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=Q(is_preferred=True) & ~Q(language=""),
                name="one_preferred_label_a_language",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.name}"


class Joining(models.Model):
    """That two concepts are one, proposed by a person and decided by a moderator; it can be undone.

    `moved` holds the ids of the labels that moved, so that splitting puts exactly these back.
    """

    kept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="joinings")
    other = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="joined_in")
    proposed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(default=now)
    joined_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # declined, or split again
    moved = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kept", "other"], condition=Q(ended_at=None), name="one_open_joining"),
            models.CheckConstraint(condition=~Q(kept=models.F("other")), name="nothing_joins_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} into {self.kept_id}"


class WorkTag(models.Model):
    """A work's tag points at the label as it was written."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="tags")
    label = models.ForeignKey(Label, on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["work", "label"], name="one_use_of_a_label")]
        indexes = [models.Index(fields=["label", "-work"], name="works_of_a_label")]

    def __str__(self) -> str:
        return f"label {self.label_id} on {self.work_id}"
