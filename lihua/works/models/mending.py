from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.people.models import Person
from lihua.works.models.translations import Translation
from lihua.works.models.works import Work


class Suggestion(Snowflake):
    """A better wording of one sentence, with a reason.

    `language` other than the sentence's own: of its translation. The same: a correction, which an author who learns the
    language asked for. The sentence is `(field, ordinal)`; `digest` is that of the sentence as it was, `instead_of` the
    words that stood there.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        DECLINED = "declined", _("Declined")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        OUTDATED = "outdated", _("The sentence was changed")

    class Ground(models.TextChoices):
        FREE = "free", _("nobody's words stood there")
        OWN = "own", _("their own words")
        AUTHOR = "author", _("by the author")
        VOTES = "votes", _("by readers of both languages")
        TRUSTED = "trusted", _("by somebody whose corrections hold")
        MAKER = "maker", _("by who had translated it")

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="suggestions")
    field = models.CharField(max_length=40)
    ordinal = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    language = models.CharField(max_length=35)
    text = models.TextField(max_length=5000)
    instead_of = models.TextField(blank=True)
    reason = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestions")
    state = models.CharField(max_length=9, choices=State, default=State.OPEN)
    ground = models.CharField(max_length=7, choices=Ground, blank=True)
    decided_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    made = models.OneToOneField(
        Translation, null=True, blank=True, on_delete=models.SET_NULL, related_name="suggestion"
    )
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["work", "field", "ordinal", "language"], name="suggestions_of_a_sentence"),
            models.Index(fields=["by", "state"], name="suggestions_by_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "field", "ordinal", "language", "by"],
                condition=Q(state="open"),
                name="one_open_suggestion_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.field}:{self.ordinal} of {self.work_id} in {self.language}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def key(self) -> str:
        return f"{self.field}:{self.ordinal}"


class SuggestionVote(models.Model):
    """What somebody who reads both languages says of a suggestion: better, or not."""

    suggestion = models.ForeignKey(Suggestion, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_for = models.BooleanField()
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["suggestion", "person"], name="one_vote_on_a_suggestion"),
        ]

    def __str__(self) -> str:
        return f"{'for' if self.is_for else 'against'} {self.suggestion_id}"
