"""The village as other apps see it: Instance, its rules and its figures."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import caches
from django.utils.timezone import now
from django.utils.translation import get_language

import lihua
from lihua import language
from lihua.api.entities import accounts
from lihua.api.entities.forms import moment, picture_of_ours
from lihua.base.options import registration, site_options, village_rules
from lihua.people.models import Person, Role
from lihua.works.models import Work

VERSION = f"4.5.0 (compatible; Li Hua {lihua.__version__})"
MASTODON_API = 7  # what 4.5 calls itself in api_versions
PICTURES = ["image/jpeg", "image/png", "image/gif", "image/heic", "image/heif", "image/webp", "image/avif"]
MAX_CHARACTERS = 10_000
MAX_PICTURES = 18


@dataclass(frozen=True)
class Usage:
    people: int
    works: int
    active_month: int
    active_half_year: int


def usage() -> Usage:
    """Counted anew every ten minutes: everybody asks, and a count reads the whole table."""
    counted: Usage | None = caches["local"].get("api-usage")
    if counted is None:
        people = Person.objects.seen().exclude(account=None)
        counted = Usage(
            people=people.count(),
            works=Work.objects.public().count(),
            active_month=people.filter(last_work_at__gte=now() - timedelta(days=28)).count(),
            active_half_year=people.filter(last_work_at__gte=now() - timedelta(days=180)).count(),
        )
        caches["local"].set("api-usage", counted, 600)
    return counted


def instance() -> dict[str, Any]:
    site, how = site_options(), registration()
    return {
        "domain": domain(),
        "title": site.name,
        "version": VERSION,
        "source_url": settings.SOURCE_URL or settings.URL,
        "description": site.description,
        "usage": {"users": {"active_month": usage().active_month}},
        "thumbnail": {"url": picture_of_ours("ui/seal-512.png"), "blurhash": None, "versions": {}, "description": ""},
        "icon": [],
        "languages": [language.tags.normalize(code) for code, _name in settings.LANGUAGES],
        "configuration": {
            "urls": {"streaming": settings.URL.replace("http", "ws", 1), "status": None, "about": settings.URL},
            "vapid": {"public_key": ""},
            "accounts": {
                "max_featured_tags": 0,
                "max_pinned_statuses": 0,
                "max_profile_fields": 4,
                "profile_field_name_limit": 60,
                "profile_field_value_limit": 300,
                "max_display_name_length": 60,
                "max_note_length": 1000,
            },
            "statuses": _statuses(),
            "media_attachments": {**_attachments(), "description_limit": 1500},
            "polls": _polls(),
            "translation": {"enabled": True},
            "timelines_access": {
                feed: {"local": "public", "remote": "disabled"} for feed in ("live_feeds", "hashtag_feeds")
            },
            "limited_federation": True,
        },
        "registrations": {
            "enabled": how in {"open", "approval"},
            "approval_required": how == "approval",
            "reason_required": how == "approval",
            "message": None,
            "min_age": None,
            "url": f"{settings.URL}/account/signup/",
        },
        "api_versions": {"mastodon": MASTODON_API, "lihua": 1},
        "contact": {"email": site.contact, "account": contact()},
        "rules": rules(),
    }


def instance_v1() -> dict[str, Any]:
    site, how, counted = site_options(), registration(), usage()
    return {
        "uri": domain(),
        "title": site.name,
        "short_description": site.description,
        "description": site.description,
        "email": site.contact,
        "version": VERSION,
        "urls": {"streaming_api": settings.URL.replace("http", "ws", 1)},
        "stats": {"user_count": counted.people, "status_count": counted.works, "domain_count": 0},
        "thumbnail": picture_of_ours("ui/seal-512.png"),
        "languages": [language.tags.normalize(code) for code, _name in settings.LANGUAGES],
        "registrations": how in {"open", "approval"},
        "approval_required": how == "approval",
        "invites_enabled": how == "invitation",
        "configuration": {
            "accounts": {"max_featured_tags": 0, "max_pinned_statuses": 0},
            "statuses": _statuses(),
            "media_attachments": _attachments(),
            "polls": _polls(),
        },
        "contact_account": contact(),
        "rules": rules(),
    }


def domain() -> str:
    return urlsplit(settings.URL).netloc


def contact() -> dict[str, Any] | None:
    owner = Person.objects.seen().filter(account__role=Role.OWNER).prefetch_related("links").order_by("pk").first()
    return accounts.account(owner) if owner else None


def rules() -> list[dict[str, Any]]:
    """The village's rules in the reader's interface language, with the others as Mastodon carries them."""
    texts: dict[str, list[str]] = site_options().rules
    chosen = village_rules(language.tags.normalize(get_language() or "en"))
    return [
        {
            "id": str(number + 1),
            "text": text,
            "hint": "",
            "translations": {
                tag: {"text": lines[number], "hint": ""} for tag, lines in texts.items() if number < len(lines)
            },
        }
        for number, text in enumerate(chosen)
    ]


def extended_description() -> dict[str, Any]:
    site = site_options()
    return {"updated_at": moment(site.changed_at), "content": site.description}


def _statuses() -> dict[str, int]:
    return {
        "max_characters": MAX_CHARACTERS,
        "max_media_attachments": MAX_PICTURES,
        "characters_reserved_per_url": 0,
    }


def _attachments() -> dict[str, Any]:
    return {
        "supported_mime_types": PICTURES,
        "image_size_limit": settings.UPLOAD_MEGABYTES * 1_000_000,
        "image_matrix_limit": 100_000_000,
        "video_size_limit": 0,
        "video_frame_rate_limit": 0,
        "video_matrix_limit": 0,
    }


def _polls() -> dict[str, int]:
    """Nobody asks polls here yet; apps want the figures all the same."""
    return {"max_options": 0, "max_characters_per_option": 0, "min_expiration": 300, "max_expiration": 300}
