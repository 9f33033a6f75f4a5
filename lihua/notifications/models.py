from django.db import models
from django.db.models import Q
from django.utils.timezone import now

from lihua.base.models import Snowflake
from lihua.people.models import Person


class Notice(Snowflake):
    """Something happened that a person wants to know: a kind and ids, put into words when shown.

    Notices of one `group` (all likes of one note, say) are shown as one line.
    """

    to = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)
    actor = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    facts = models.JSONField(default=dict)
    group = models.CharField(max_length=80)
    read_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["to", "-id"], name="notices_of_a_person"),
            models.Index(fields=["to", "group", "-id"], name="notices_of_a_group"),
            models.Index(fields=["to", "id"], condition=Q(read_at=None), name="notices_unread"),
        ]
        constraints = [
            # The same person doing the same thing twice tells once.
            models.UniqueConstraint(fields=["to", "kind", "actor", "group"], name="one_notice_a_deed"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} for {self.to_id}"
