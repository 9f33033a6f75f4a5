from django.db import models
from django.db.models import Q

from lihua.works.models import Work


class WorkLevel(models.Model):
    """About how advanced a work is, by the lists of levels that the operator brought in. An estimate, made anew."""

    work = models.OneToOneField(Work, on_delete=models.CASCADE, primary_key=True, related_name="+")
    language = models.CharField(max_length=8)  # without script: zh, en
    rank = models.PositiveSmallIntegerField()  # 1 is for beginners

    class Meta:
        indexes = [models.Index(fields=["language", "rank", "-work"], name="works_by_level")]

    def __str__(self) -> str:
        return f"{self.work_id}: {self.language} {self.rank}"


class IndexState(models.Model):
    """Which analyzer the search index was made with. The index itself is no model: see `discovery.search`."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.PositiveIntegerField(default=0)
    # The version that it is being made anew for, while that goes on.
    coming = models.PositiveIntegerField(default=0)
    # The lists of levels that works were graded by (`language.levels.fingerprint`).
    levels = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_index_state")]

    def __str__(self) -> str:
        return f"index of analyzer {self.version}"
