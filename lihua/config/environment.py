"""Typed readers for LIHUA_* environment variables. A secret may also be given as a file: NAME_FILE=/run/secrets/x."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PREFIX = "LIHUA_"


def env_str(name: str, default: str = "") -> str:
    return os.environ.get(PREFIX + name, default).strip()


def env_secret(name: str, default: str = "") -> str:
    """A value that may lie in a file named by NAME_FILE, so that it need not stand in the environment."""
    file = env_str(name + "_FILE")
    if not file:
        return env_str(name, default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as problem:
        raise ImproperlyConfigured(f"{PREFIX}{name}_FILE names {file}, which cannot be read: {problem}") from problem


def env_int(name: str, default: int, *, least: int = 0) -> int:
    raw = env_str(name, str(default))
    try:
        value = int(raw)
    except ValueError:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {raw!r}; a whole number is needed, such as {default}.") from None
    if value < least:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value}; it must be at least {least}.")
    return value


def env_bool(name: str, *, default: bool) -> bool:
    raw = env_str(name, "yes" if default else "no").casefold()
    if raw in {"1", "yes", "true", "on"}:
        return True
    if raw in {"0", "no", "false", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{PREFIX}{name} is {raw!r}; write yes or no.")


def env_choice(name: str, choices: tuple[str, ...]) -> str:
    """One of choices; the first is the default."""
    value = env_str(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{PREFIX}{name} is {value!r}; choose one of {', '.join(choices)}.")
    return value


def env_list(name: str, default: str = "") -> list[str]:
    return [part for part in env_str(name, default).replace(",", " ").split() if part]


def env_address(name: str, default: str = "") -> str:
    """An address with a path, such as https://lihua.example/v1."""
    value = env_str(name, default)
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.username):
        raise ImproperlyConfigured(
            f"{PREFIX}{name} is {value!r}; an address such as https://lihua.example/v1 is needed."
        )
    return value


def env_origin(name: str, default: str = "") -> str:
    """An address without a path, such as https://lihua.example: scheme, host and perhaps a port."""
    value = env_str(name, default).rstrip("/")
    return origin_of(value, setting=name) if value else ""


def env_origins(name: str) -> frozenset[str]:
    return frozenset(origin_of(value.rstrip("/"), setting=name) for value in env_list(name))


def origin_of(value: str, *, setting: str) -> str:
    parts = urlsplit(value)
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query or port == -1:
        raise ImproperlyConfigured(
            f"{PREFIX}{setting} is {value!r}; an origin such as https://lihua.example is needed."
        )
    default_port = {"http": 80, "https": 443}[parts.scheme]
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}" + ("" if port in {None, default_port} else f":{port}")
