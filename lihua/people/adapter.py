"""How allauth asks us: whether somebody may join, and where they go next."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from lihua.base.addresses import client_address
from lihua.base.options import registration, site_options
from lihua.people import queries


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        if registration() in {"open", "approval"}:
            return True
        return queries.open_invitation(request.session.get("invitation", "")) is not None

    def format_email_subject(self, subject: str) -> str:
        return f"{site_options().name}: {subject}"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:first_steps")

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        person = queries.any_person_of(request.user)
        if person is not None and not person.is_seen:
            return reverse("people:closing")
        return str(super().get_login_redirect_url(request))

    def get_client_ip(self, request: HttpRequest) -> str:
        return str(client_address(request))
