from django.db import models
from django.db.models import Q

from lihua.people.models import Person, SentenceTranslation
from lihua.works.models.works import Work


class Translation(SentenceTranslation):
    """A person's translation of one sentence of a work."""

    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="translations")
    # Who made an earlier one count again; the credit stays with `by`.
    reverted_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Where an imported translation came from ("tatoeba:538123>891077"): importing twice adds nothing.
    origin = models.CharField(max_length=120, null=True, blank=True, unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["work", "language"], condition=Q(is_current=True), name="current_translations"),
            models.Index(fields=["work", "field", "ordinal", "language"], name="translation_history"),
            models.Index(fields=["by", "-id"], name="translations_by_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["work", "field", "ordinal", "language"],
                condition=Q(is_current=True, is_stale=False),
                name="one_current_translation",
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}:{self.ordinal} of {self.work_id} in {self.language}"
