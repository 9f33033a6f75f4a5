"""Accounts log in. What others see of somebody is their Person."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class AgeBand(models.TextChoices):
    """Never shown to others. The young get protective defaults; a child's account has a guardian."""

    UNKNOWN = "unknown", _("Not said")
    CHILD = "child", _("Under 13")
    TEEN = "teen", _("13 to 17")
    ADULT = "adult", _("18 or older")


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    OWNER = "owner", _("Owner")


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "Account":
        account = self.model(email=self.normalize_email(email).lower(), **fields)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def get_by_natural_key(self, username: str | None) -> "Account":
        return self.get(email__iexact=username)


class Account(AbstractBaseUser):
    email = models.EmailField(_("mail address"), unique=True)
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    age_band = models.CharField(max_length=8, choices=AgeBand, default=AgeBand.UNKNOWN)
    guardian = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="wards")
    is_active = models.BooleanField(default=True)
    # False while an application waits for the desk ("registration by approval").
    is_approved = models.BooleanField(default=True)
    application = models.TextField(max_length=1000, blank=True)
    # An older age band that was asked for; protections stay until the desk has looked.
    age_band_asked = models.CharField(max_length=8, choices=AgeBand, blank=True)
    invited_with = models.ForeignKey(
        "people.Invitation", null=True, blank=True, on_delete=models.SET_NULL, related_name="accounts"
    )
    interface_language = models.CharField(max_length=12, blank=True)
    created_at = models.DateTimeField(default=now)

    objects = AccountManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="account_role_known"),
            models.CheckConstraint(condition=models.Q(age_band__in=AgeBand.values), name="account_age_band_known"),
        ]

    def __str__(self) -> str:
        return f"account {self.pk}"  # never the address: this reaches logs

    @property
    def is_moderator(self) -> bool:
        return self.role in {Role.MODERATOR, Role.OWNER}

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER

    @property
    def is_minor(self) -> bool:
        return self.age_band in {AgeBand.CHILD, AgeBand.TEEN}

    def speak(self, code: str) -> None:
        """Choose the language of buttons and messages: one of settings.LANGUAGES."""
        self.interface_language = code
        self.save(update_fields=["interface_language"])

    # What Django's and allauth's own code asks of a user.
    @property
    def is_staff(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: object = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return False


def _invitation_code() -> str:
    return get_random_string(16)


class Invitation(models.Model):
    """Opens the door to somebody new where registration is by invitation; also the owner's first link."""

    code = models.CharField(max_length=64, unique=True, default=_invitation_code)
    made_by = models.ForeignKey("people.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    role = models.CharField(max_length=12, choices=Role, default=Role.MEMBER)
    uses_left = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.uses_left > 0 and (self.expires_at is None or self.expires_at > now())
