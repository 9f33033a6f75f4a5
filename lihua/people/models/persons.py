from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake


class PersonState(models.TextChoices):
    ACTIVE = "active", _("Active")
    LIMITED = "limited", _("Limited")  # by the desk: seen by followers, not recommended
    SUSPENDED = "suspended", _("Suspended")  # by the desk: not seen
    CLOSING = "closing", _("Closing")  # by themselves: not seen, erased after the grace period
    ERASED = "erased", _("Erased")


# What people are here for; the channels of notes have the same names.
INTERESTS = [
    ("food", _("Food")),
    ("travel", _("Travel")),
    ("fashion", _("Fashion")),
    ("beauty", _("Make-up")),
    ("pets", _("Pets")),
    ("study", _("Study")),
    ("home", _("Home")),
]


class PersonQuerySet(models.QuerySet["Person"]):
    def seen(self) -> "PersonQuerySet":
        """Those whose pages and works are there at all."""
        return self.filter(state__in=[PersonState.ACTIVE, PersonState.LIMITED])

    def recommended(self) -> "PersonQuerySet":
        return self.filter(state=PersonState.ACTIVE, is_discoverable=True)


class NetworkShown(models.TextChoices):
    """Who may see who follows somebody and whom they follow."""

    EVERYBODY = "everybody", _("everybody")
    FOLLOWERS = "followers", _("those who follow me")
    NOBODY = "nobody", _("only me")


class Person(Snowflake):
    """Who is seen: a name, a handle, languages. Belongs to an account, or was imported with what it wrote."""

    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="person"
    )
    handle = models.CharField(max_length=30, unique=True)  # an erased one is gone_<id>
    # UTS 39 skeleton of the handle: two that look alike cannot both exist.
    skeleton = models.CharField(max_length=60, db_index=True)
    name = models.CharField(max_length=60)
    bio = models.TextField(max_length=1000, blank=True)
    place = models.CharField(max_length=60, blank=True)
    # Storage keys of clean renditions, made by `media`; empty shows the first letter on a colour.
    picture = models.CharField(max_length=120, blank=True)
    header = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=PersonState, default=PersonState.ACTIVE)
    # Approves each follower.
    is_locked = models.BooleanField(default=False)
    # May be suggested, recommended and found by search.
    is_discoverable = models.BooleanField(default=True)
    network_shown = models.CharField(max_length=10, choices=NetworkShown, default=NetworkShown.EVERYBODY)
    # Translation engines outside the village may be sent what is for followers, where the owner opened one for it too.
    lets_engines_read = models.BooleanField(default=False)
    # Strangers who are adults may not address this person (protects the young).
    is_sheltered = models.BooleanField(default=False)
    interests = models.JSONField(default=list, blank=True)
    # Where an imported person came from, e.g. "tatoeba"; empty for those who joined.
    origin = models.CharField(max_length=40, blank=True)
    followers_count = models.PositiveIntegerField(default=0)
    following_count = models.PositiveIntegerField(default=0)
    works_count = models.PositiveIntegerField(default=0)
    last_work_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)  # finished or left the first steps
    closing_at = models.DateTimeField(null=True, blank=True)  # when a closing account is erased
    created_at = models.DateTimeField(default=now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "-id"], name="person_by_state")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=PersonState.values), name="person_state_known"),
            models.CheckConstraint(
                condition=Q(network_shown__in=NetworkShown.values), name="person_network_shown_known"
            ),
            models.UniqueConstraint(Lower("handle"), name="handle_once_in_any_case"),
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"

    def get_absolute_url(self) -> str:
        return reverse("discovery:person", args=[self.handle])

    @property
    def is_seen(self) -> bool:
        return self.state in {PersonState.ACTIVE, PersonState.LIMITED}

    @cached_property
    def uses(self) -> list["PersonLanguage"]:
        """All language uses in the person's order; one query, then kept on the object."""
        return sorted(self.languages.all(), key=lambda use: use.position)

    @property
    def writes(self) -> list[str]:
        return [use.tag for use in self.uses if use.use == LanguageUse.WRITES]

    @property
    def reads(self) -> list[str]:
        """Languages read, best first."""
        return [use.tag for use in self.uses if use.use == LanguageUse.READS]

    @property
    def learns(self) -> dict[str, str]:
        """Language to level (CEFR A1..C2, HSK 1..9 or empty)."""
        return {use.tag: use.level for use in self.uses if use.use == LanguageUse.LEARNS}


class LanguageUse(models.TextChoices):
    WRITES = "writes", _("I write")
    READS = "reads", _("I read")
    LEARNS = "learns", _("I learn")


class PersonLanguage(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="languages")
    use = models.CharField(max_length=6, choices=LanguageUse)
    tag = models.CharField(max_length=35)
    level = models.CharField(max_length=8, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "use", "tag"], name="one_use_of_a_language")]
        indexes = [models.Index(fields=["use", "tag"], name="who_uses_a_language")]

    def __str__(self) -> str:
        return f"{self.use} {self.tag}"


class SaidLanguage(models.Model):
    """What a person said of texts of theirs that were taken for another language: a sign for the next ones."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="said_languages")
    tag = models.CharField(max_length=35)
    times = models.PositiveIntegerField(default=1)
    last_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "tag"], name="said_a_language_once")]

    def __str__(self) -> str:
        return f"{self.tag} {self.times} times"


class ProfileLink(models.Model):
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    label = models.CharField(max_length=60)
    value = models.CharField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label
