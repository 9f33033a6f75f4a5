from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.people.models import Person
from lihua.works.models.works import Work


class ReactionKind(models.TextChoices):
    LIKE = "like", _("Like")
    BOOKMARK = "bookmark", _("Saved")


class Reaction(Snowflake):
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="reactions")
    kind = models.CharField(max_length=8, choices=ReactionKind)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "work", "kind"], name="one_reaction_of_a_kind"),
            models.CheckConstraint(condition=Q(kind__in=ReactionKind.values), name="reaction_kind_known"),
        ]
        indexes = [
            models.Index(fields=["person", "kind", "-id"], name="reactions_of_a_person"),
            models.Index(fields=["work", "kind", "-id"], name="reactions_to_a_work"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.work_id}"


class Mention(models.Model):
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mentioned_in")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "person"], name="one_mention_of_a_person")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.work_id}"
