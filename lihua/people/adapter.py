"""How allauth asks us: whether somebody may join, and where they go next."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.urls import reverse

from lihua.base.options import registration, site_options
from lihua.people import queries


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        how = registration()
        if how == "closed":
            return queries.open_invitation(request.session.get("invitation", "")) is not None
        return True

    def format_email_subject(self, subject: str) -> str:
        return f"{site_options().name}: {subject}"

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        return reverse("people:first_steps")

    def get_client_ip(self, request: HttpRequest) -> str:
        from lihua.base.addresses import client_address

        return str(client_address(request))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        super().send_mail(template_prefix, email, context)
