from django.db import models
from django.db.models import Q

from lihua.people.models import Person


class Timeline(models.TextChoices):
    HOME = "home", "home"
    NOTIFICATIONS = "notifications", "notifications"


class Marker(models.Model):
    """How far somebody has read in a timeline, kept for the next device."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="markers")
    timeline = models.CharField(max_length=13, choices=Timeline)
    last_read_id = models.BigIntegerField()
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "timeline"], name="one_marker_a_timeline"),
            models.CheckConstraint(condition=Q(timeline__in=Timeline.values), name="marker_timeline_known"),
        ]

    def __str__(self) -> str:
        return f"{self.timeline} of {self.person_id}"
