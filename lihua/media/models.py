import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.people.models import Person


class AssetState(models.TextChoices):
    UPLOADED = "uploaded", _("Being prepared")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Refused")


class Purpose(models.TextChoices):
    WORK = "work", _("A picture of a work")
    PICTURE = "picture", _("A profile's picture")
    HEADER = "header", _("A profile's header")


def new_token() -> str:
    """128 random bits: whoever was not given the address of a file cannot guess it."""
    return secrets.token_hex(16)


class Made(NamedTuple):
    """One rendition as pages and apps show it."""

    asset_id: int
    key: str
    mime_type: str
    width: int
    height: int
    is_moving: bool

    @property
    def url(self) -> str:
        return f"{settings.MEDIA_URL}{self.key}"


# A name of its own, as mypy's plugin knows only Django's own attributes that can be prefetched.
MADE: str = "made"


class _MadeOfAsset:
    """`asset.made`: its renditions as plain tuples, narrow first. `prefetch_related(MADE)` loads those of many assets.

    A picture has eight, a page thirty pictures: as model objects they took a fifth of a page's time.
    """

    def __get__(self, asset: "Asset | None", _owner: object) -> Any:
        if asset is None:
            return self
        if not self.is_cached(asset):
            asset.__dict__["_made"] = _made_of([asset.pk]).get(asset.pk)
        return asset.__dict__["_made"] or []

    # What prefetch_related asks of an attribute, as it asks Django's own GenericForeignKey.

    def is_cached(self, asset: "Asset") -> bool:
        return "_made" in asset.__dict__

    def get_prefetch_querysets(
        self, assets: Sequence["Asset"], _querysets: object = None
    ) -> tuple[list[list[Made]], Callable[[list[Made]], int], Callable[["Asset"], int], bool, str, bool]:
        found = list(_made_of([asset.pk for asset in assets]).values())
        return found, lambda made: made[0].asset_id, lambda asset: asset.pk, True, "_made", True


def _made_of(asset_ids: Sequence[int]) -> dict[int, list[Made]]:
    rows = Rendition.objects.filter(asset__in=asset_ids).order_by("width")
    found: dict[int, list[Made]] = defaultdict(list)
    for row in rows.values_list("asset_id", "key", "mime_type", "width", "height", "is_moving"):
        found[row[0]].append(Made(*row))
    return found


class Asset(Snowflake):
    """A file that somebody uploaded. The upload itself is thrown away once its clean renditions are made."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="assets")
    purpose = models.CharField(max_length=7, choices=Purpose, default=Purpose.WORK)
    token = models.CharField(max_length=32, default=new_token, editable=False)
    state = models.CharField(max_length=8, choices=AssetState, default=AssetState.UPLOADED)
    # What is wrong with it and what would be accepted, in the uploader's language.
    problem = models.CharField(max_length=300, blank=True)
    alt = models.CharField(max_length=1500, blank=True)
    source_key = models.CharField(max_length=120, blank=True)  # storage key of the upload; empty once it is gone
    file_name = models.CharField(max_length=120, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)  # what is kept of it: the upload, then its renditions
    checksum = models.CharField(max_length=64, blank=True)  # SHA-256 of the upload
    width = models.PositiveIntegerField(default=0)  # upright, in pixels
    height = models.PositiveIntegerField(default=0)
    is_moving = models.BooleanField(default=False)
    blurhash = models.CharField(max_length=64, blank=True)
    colour = models.CharField(max_length=7, blank=True)  # the average, #rrggbb
    # Colours of the four corners, "#rrggbb #rrggbb ...", top left to bottom right: drawn until the picture is there.
    corners = models.CharField(max_length=31, blank=True)
    focus_x = models.FloatField(default=0)  # -1 left .. 1 right
    focus_y = models.FloatField(default=0)  # -1 bottom .. 1 top
    # True once a work or a profile shows it; what nobody claims is swept after a day.
    is_claimed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)

    made = _MadeOfAsset()

    class Meta:
        indexes = [
            models.Index(fields=["owner", "-id"], name="assets_of_a_person"),
            models.Index(fields=["is_claimed", "created_at"], name="assets_unclaimed"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=AssetState.values), name="asset_state_known"),
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="asset_purpose_known"),
        ]

    def __str__(self) -> str:
        return f"asset {self.pk}"

    @property
    def is_ready(self) -> bool:
        return self.state == AssetState.READY

    @cached_property
    def stills(self) -> list[Made]:
        """WebP stills, narrow first: what every browser and app can show."""
        return self._stills_as("image/webp")

    @property
    def avif_srcset(self) -> str:
        return _srcset(self._stills_as("image/avif"))

    @property
    def webp_srcset(self) -> str:
        return _srcset(self.stills)

    @property
    def moving(self) -> Made | None:
        """The picture in motion, where it moves."""
        return next((made for made in self.made if made.is_moving), None)

    @property
    def preview(self) -> Made | None:
        """The narrow one, for small places."""
        return next((still for still in self.stills if still.width >= 400), self.largest)

    @property
    def largest(self) -> Made | None:
        return self.stills[-1] if self.stills else None

    @property
    def placeholder(self) -> str:
        """A CSS background that stands for the picture until it is there: no request, no script, no shift."""
        corners = self.corners.split()
        if len(corners) != 4:
            return f"background-color:{self.colour}" if self.colour else ""
        places = ("0 0", "100% 0", "0 100%", "100% 100%")
        glow = (f"radial-gradient(at {at},{hue},transparent 70%)" for at, hue in zip(places, corners, strict=True))
        return f"background:{','.join(glow)},{self.colour}"

    def _stills_as(self, mime_type: str) -> list[Made]:
        return [made for made in self.made if made.mime_type == mime_type and not made.is_moving]


class Rendition(models.Model):
    """One clean file made of an asset, at one width, in one format. Its key cannot be guessed."""

    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    key = models.CharField(max_length=120, unique=True)
    mime_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size_bytes = models.PositiveBigIntegerField()
    is_moving = models.BooleanField(default=False)

    class Meta:
        ordering = ["width"]
        constraints = [
            models.UniqueConstraint(fields=["asset", "mime_type", "width", "is_moving"], name="one_rendition_a_width")
        ]

    def __str__(self) -> str:
        return f"{self.width} px of asset {self.asset_id}"


def _no_lines() -> list[dict[str, Any]]:
    return []


class PictureText(models.Model):
    """The words that stand on a picture, as a machine read them or its owner corrected them. No lines: it has none.

    `lines` are in the order of reading: `{"text": "奶茶", "box": [left, top, width, height], "confidence": 0.98}`, the
    box as fractions of the picture, null for what a person added.
    """

    class Source(models.TextChoices):
        MACHINE = "machine", _("Read by machine")
        AUTHOR = "author", _("Corrected by the author")

    asset = models.OneToOneField(Asset, on_delete=models.CASCADE, primary_key=True, related_name="words")
    lines = models.JSONField(default=_no_lines)
    language = models.CharField(max_length=35, default="und")
    source = models.CharField(max_length=7, choices=Source, default=Source.MACHINE)
    engine = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)  # rises with every change
    is_refused = models.BooleanField(default=False)  # its owner said that this is no text
    read_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(source__in=["machine", "author"]), name="picture_text_source_known")
        ]

    def __str__(self) -> str:
        return f"{len(self.lines)} lines on asset {self.asset_id}"

    @property
    def text(self) -> str:
        """Its lines, one below the other."""
        return "\n".join(line["text"] for line in self.lines)

    @property
    def boxes(self) -> list[list[float] | None]:
        return [line["box"] for line in self.lines]


def _srcset(stills: list[Made]) -> str:
    return ", ".join(f"{still.url} {still.width}w" for still in stills)
