from django.db import models
from django.db.models import Q


class IndexState(models.Model):
    """Which analyzer the search index was made with. The index itself is no model: see `discovery.search`."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.PositiveIntegerField(default=0)
    # The version that it is being made anew for, while that goes on.
    coming = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_index_state")]

    def __str__(self) -> str:
        return f"index of analyzer {self.version}"
