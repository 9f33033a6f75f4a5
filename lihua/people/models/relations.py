from django.db import models
from django.db.models import F, Q
from django.utils.timezone import now

from lihua.base.models import Snowflake
from lihua.people.models.persons import Person


class Follow(Snowflake):
    follower = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follows")
    followed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="followed_by")
    with_reposts = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["follower", "followed"], name="one_follow"),
            models.CheckConstraint(condition=~Q(follower=F("followed")), name="nobody_follows_themselves"),
        ]

    def __str__(self) -> str:
        return f"{self.follower_id} follows {self.followed_id}"


class FollowRequest(Snowflake):
    """Waits until the person asked says yes or no."""

    follower = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follow_requests")
    followed = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="follow_requests_received")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["follower", "followed"], name="one_follow_request")]

    def __str__(self) -> str:
        return f"{self.follower_id} asks to follow {self.followed_id}"


class MuteQuerySet(models.QuerySet["Mute"]):
    def in_force(self) -> "MuteQuerySet":
        return self.filter(Q(until=None) | Q(until__gt=now()))


class Mute(Snowflake):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="mutes")
    muted = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="muted_by")
    until = models.DateTimeField(null=True, blank=True)
    also_notices = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=now)

    objects = MuteQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "muted"], name="one_mute")]

    def __str__(self) -> str:
        return f"{self.person_id} mutes {self.muted_id}"


class Block(Snowflake):
    blocker = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocks")
    blocked = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="blocked_by")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["blocker", "blocked"], name="one_block")]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"
