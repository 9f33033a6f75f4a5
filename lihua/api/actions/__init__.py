"""What people and apps do about access. Everything else that the API does are verbs of the rooms below."""

from lihua.api.actions.granting import (
    CodeRefused,
    grant_code,
    issue_token,
    redeem_code,
    revoke_app,
    revoke_token,
)
from lihua.api.actions.registering import AppRefused, register_app

__all__ = [
    "AppRefused",
    "CodeRefused",
    "grant_code",
    "issue_token",
    "redeem_code",
    "register_app",
    "revoke_app",
    "revoke_token",
]
