"""What is wrong with the settings, found before anything is served."""

import difflib
import ipaddress
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from lihua.base.addresses import is_public
from lihua.base.outgoing import allowed_origins
from lihua.base.weburls import take_apart

_READ = re.compile(r'env_(?:str|secret|int|bool|choice|list|origins?|address)\(\s*"([A-Z0-9_]+)"')
_SECRET = re.compile(r'env_secret\(\s*"([A-Z0-9_]+)"')
# Given by `up` to its own children, or by the test suite.
_OURS = {"BELL_FD", "TESTING"}


def known_settings() -> set[str]:
    """The names, without LIHUA_, of everything that config/settings.py reads."""
    source = Path(settings.PACKAGE, "config", "settings.py").read_text(encoding="utf-8")
    return set(_READ.findall(source)) | {f"{name}_FILE" for name in _SECRET.findall(source)}


def settings_are_sound(*_apps: Any, **_more: Any) -> list[CheckMessage]:
    return [*_unknown_names(), *_storage(), *_addresses(), *_translator()]


register(settings_are_sound)


def _unknown_names() -> list[CheckMessage]:
    known = known_settings() | _OURS
    problems: list[CheckMessage] = []
    for name in sorted(os.environ):
        if name.startswith("LIHUA_") and name.removeprefix("LIHUA_") not in known:
            near = difflib.get_close_matches(name.removeprefix("LIHUA_"), known, n=1)
            hint = f"Did you mean LIHUA_{near[0]}?" if near else "docs/operations/settings.md lists every setting."
            problems.append(Error(f"There is no setting {name}.", hint=hint, id="lihua.E001"))
    return problems


def _storage() -> list[CheckMessage]:
    options: Any = settings.STORAGES["default"].get("OPTIONS", {})
    if settings.S3_BUCKET and bool(options.get("access_key")) != bool(options.get("secret_key")):
        return [Error("LIHUA_S3_KEY and LIHUA_S3_SECRET belong together.", hint="Set both.", id="lihua.E002")]
    if settings.S3_BUCKET and not (options.get("endpoint_url") or options.get("region_name")):
        return [
            Error(
                "LIHUA_S3_BUCKET is set, but not where it is.",
                hint="Set LIHUA_S3_ENDPOINT (any S3) or LIHUA_S3_REGION (Amazon's).",
                id="lihua.E003",
            )
        ]
    return []


def _addresses() -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    for address in settings.TRUSTED_PROXIES:
        try:
            ipaddress.ip_network(address, strict=False)
        except ValueError:
            problems.append(
                Error(
                    f"LIHUA_TRUSTED_PROXIES holds {address!r}, which is neither an address nor a network.",
                    hint="Write addresses such as 10.0.0.2 or networks such as 10.0.0.0/8.",
                    id="lihua.E004",
                )
            )
    if settings.DEBUG and settings.IS_SECURE:
        problems.append(
            Error(
                "LIHUA_DEBUG shows stack traces to everybody, and LIHUA_URL is public.",
                hint="Leave LIHUA_DEBUG out.",
                id="lihua.E005",
            )
        )
    if not settings.IS_SECURE and settings.HOST not in {"localhost", "127.0.0.1", "::1"}:
        problems.append(
            Warning(
                "LIHUA_URL is not https: passwords travel in the open, and passkeys do not work.",
                hint="Put a server with a certificate in front and set LIHUA_URL=https://...",
                id="lihua.W001",
            )
        )
    return problems


def _translator() -> list[CheckMessage]:
    engines = {
        "LIBRETRANSLATE_URL": settings.LIBRETRANSLATE_URL,
        "DEEPL_URL": settings.DEEPL_URL,
        "LLM_URL": settings.LLM_URL,
    }
    problems: list[CheckMessage] = []
    for name, address in engines.items():
        if address and take_apart(address).origin not in allowed_origins() and _is_local(address):
            origin = "{0.scheme}://{0.netloc}".format(urlsplit(address))
            problems.append(
                Error(
                    f"LIHUA_{name} leads to {address}, which outgoing requests may not reach.",
                    hint=f"Add it: LIHUA_OUTBOUND_ALLOW={origin}",
                    id="lihua.E006",
                )
            )
    if settings.LLM_URL and not settings.LLM_MODEL:
        problems.append(
            Error("LIHUA_LLM_URL is set, but no model.", hint="Name the model: LIHUA_LLM_MODEL=...", id="lihua.E007")
        )
    return problems


def _is_local(address: str) -> bool:
    host = urlsplit(address).hostname or ""
    try:
        return not is_public(ipaddress.ip_address(host))
    except ValueError:
        return host == "localhost" or "." not in host
