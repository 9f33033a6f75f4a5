"""Abstract shapes that rooms above fill with a concrete table of their own."""

from django.db import models
from django.utils.timezone import now

from lihua.base.models import Snowflake
from lihua.people.models.persons import Person


class SentenceTranslation(Snowflake):
    """One sentence of one text, put into another language by a person. Rows are only added; one is current.

    The sentence is `(field, revision, ordinal)` of the owner that the concrete table names. `digest` is that of the
    sentence as it was translated: when the sentence at this place has another digest, the translation is stale.
    """

    field = models.CharField(max_length=40)  # title, body, warning, alt:<asset>
    revision = models.PositiveIntegerField(default=1)
    ordinal = models.PositiveIntegerField()
    digest = models.CharField(max_length=32)
    language = models.CharField(max_length=35)
    text = models.TextField(max_length=5000)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_current = models.BooleanField(default=True)
    is_stale = models.BooleanField(default=False)
    licence = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        abstract = True


class Addressed(Snowflake):
    """Something addressed to somebody that waits for an answer: to one person, or to whoever reads two languages."""

    to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    source_language = models.CharField(max_length=35, blank=True)
    target_language = models.CharField(max_length=35, blank=True)
    waiting_since = models.DateTimeField(default=now)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # The person asked said that no answer is needed.
    is_let_go = models.BooleanField(default=False)

    class Meta:
        abstract = True
