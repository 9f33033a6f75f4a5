"""How allauth asks us: whether somebody may join, where they go next, and what a mail address is."""

import re
from typing import Any
from urllib.parse import urlsplit

import idna
from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.sites.requests import RequestSite
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from lihua.base.addresses import client_address
from lihua.base.options import registration, site_options
from lihua.people import queries
from lihua.people.models import Account

# Plainer than the standard allows: no quotes, comments, address literals, nor routes by % and !.
_LOCAL_PART = re.compile(r"[a-z0-9_+&'=~-]+(\.[a-z0-9_+&'=~-]+)*")

# What allauth's mails call the address that is to be opened.
LINKS = {"activate_url", "password_reset_url", "signup_url"}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("This address and this password do not belong together. Try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if registration() in {"open", "approval"}:
            return True
        return queries.open_invitation(request.session.get("invitation", "")) is not None

    def format_email_subject(self, subject: str) -> str:
        return f"{site_options().name}: {subject}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of who gets it, with the village's own address, whatever host a request was sent to."""
        more = {
            "current_site": _village(self.request),
            "village": site_options().name,
            "village_address": settings.URL,
            "new_password_url": settings.URL + reverse("account_reset_password"),
        }
        with override(_language_of(email)):
            super().send_mail(template_prefix, email, {**context, **more, **_at_home(context)})

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:first_steps")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = queries.any_person_of(request.user)
        if person is not None and not person.is_seen:
            return reverse("people:closing")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(client_address(request))

    def clean_email(self, email: str) -> str:
        """One spelling for one mailbox: lower case, the domain in ASCII."""
        local, _at, domain = email.strip().lower().rpartition("@")
        try:
            domain = idna.encode(domain, uts46=True).decode()
        except idna.IDNAError:
            domain = ""
        is_a_name = "." in domain and not domain.rpartition(".")[2].isdigit()
        if not _LOCAL_PART.fullmatch(local) or len(local) > 64 or not is_a_name:
            raise ValidationError(_("This does not look like a mail address. One such as mei@example.org is needed."))
        return f"{local}@{domain}"

    def is_safe_url(self, url: str | None) -> bool:
        """Stricter than allauth: after a sign-in one stays on the host that was asked, whatever else we answer to."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts={self.request.get_host()})


def _village(request: HttpRequest) -> RequestSite:
    village = RequestSite(request)
    village.domain, village.name = settings.HOST, site_options().name
    return village


def _language_of(email: str) -> str | None:
    """What whoever has this address chose for the interface; None, the request's own, for a stranger."""
    account = Account.objects.filter(emailaddress__email__iexact=email).first()
    chosen = account.interface_language if account else ""
    return chosen if chosen in dict(settings.LANGUAGES) else get_language()


def _at_home(context: dict[str, Any]) -> dict[str, str]:
    """Links that allauth made from the request's host."""
    return {name: _at_our_address(link) for name, link in context.items() if name in LINKS}


def _at_our_address(link: str) -> str:
    """A link in a mail leads to LIHUA_URL, whichever host the request was sent to."""
    return settings.URL + urlsplit(link).path


def shown_as(account: Account) -> str:
    """What allauth's mails call somebody: a handle, for a name could hold an advertisement for a stranger."""
    person = queries.any_person_of(account)
    return f"@{person.handle}" if person else site_options().name
