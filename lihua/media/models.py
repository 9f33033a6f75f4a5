from django.db import models
from django.db.models import Q
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.people.models import Person


class AssetState(models.TextChoices):
    UPLOADED = "uploaded", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class Asset(Snowflake):
    """A file that somebody uploaded. The upload itself is thrown away once its clean renditions are made."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assets")
    state = models.CharField(max_length=8, choices=AssetState, default=AssetState.UPLOADED)
    # What is wrong with it and what would be accepted, in the uploader's language.
    problem = models.CharField(max_length=300, blank=True)
    alt = models.CharField(max_length=1500, blank=True)
    source_key = models.CharField(max_length=120, blank=True)  # storage key of the upload; empty once it is gone
    file_name = models.CharField(max_length=120, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    checksum = models.CharField(max_length=64, blank=True)  # SHA-256 of the upload
    width = models.PositiveIntegerField(default=0)  # upright, in pixels
    height = models.PositiveIntegerField(default=0)
    is_moving = models.BooleanField(default=False)
    blurhash = models.CharField(max_length=64, blank=True)
    colour = models.CharField(max_length=7, blank=True)  # the average, #rrggbb
    focus_x = models.FloatField(default=0)  # -1 left .. 1 right
    focus_y = models.FloatField(default=0)  # -1 bottom .. 1 top
    # True once a work or a profile shows it; what nobody claims is swept after a day.
    is_claimed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="assets_of_a_person"),
            models.Index(fields=["is_claimed", "created_at"], name="assets_unclaimed"),
        ]
        constraints = [models.CheckConstraint(condition=Q(state__in=AssetState.values), name="asset_state_known")]

    def __str__(self) -> str:
        return f"asset {self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == AssetState.READY


class Rendition(models.Model):
    """One clean file made of an asset, at one width, in one format. Its key cannot be guessed."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    key = models.CharField(max_length=120, unique=True)
    mime_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size_bytes = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["width"]
        constraints = [models.UniqueConstraint(fields=["asset", "mime_type", "width"], name="one_rendition_a_width")]

    def __str__(self) -> str:
        return f"{self.width} px of asset {self.asset_id}"
