from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lihua.people.models import Addressed, Person
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


class Stance(models.Model):
    """What one person says about something that everybody was asked: I want it too, or not for me."""

    class Kind(models.TextChoices):
        WANTS = "wants", _("Wants it too")
        LETS_GO = "lets_go", _("Not for me")

    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="stances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person", "kind"], name="one_stance_of_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ask_id}"
