from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lihua.people.models import Addressed
from lihua.works.models.works import Work


class AskKind(models.TextChoices):
    REPLY = "reply", _("Replied to you")
    MENTION = "mention", _("Mentioned you")
    TRANSLATION = "translation", _("Asked for a translation")


class Ask(Addressed):
    """A work, or a translation of it, that waits for somebody's answer: the rows of "Waiting for you"."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="asks")
    kind = models.CharField(max_length=12, choices=AskKind)
    answer = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers_to")

    class Meta:
        indexes = [
            models.Index(fields=["to", "id"], condition=Q(answered_at=None, is_let_go=False), name="asks_of_a_person"),
            models.Index(
                fields=["source_language", "target_language", "id"],
                condition=Q(answered_at=None, is_let_go=False),
                name="asks_of_readers",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["work", "kind", "to"], condition=Q(to__isnull=False), name="one_ask"),
            models.UniqueConstraint(
                fields=["work", "target_language"],
                condition=Q(kind="translation", answered_at=None),
                name="one_open_translation_ask",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"
