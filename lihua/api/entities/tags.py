"""A tag as other apps see one. The concept behind it, with its names in every language, is in the village's own API."""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from lihua.works.models import Label


def shallow(name: str) -> dict[str, str]:
    return {"name": name, "url": address(name)}


def tag(label: Label) -> dict[str, Any]:
    return {
        "id": str(label.concept_id),
        **shallow(label.name),
        "history": [],
        "following": False,
        "featuring": False,
    }


def address(name: str) -> str:
    return f"{settings.URL}/tags/{quote(name)}/"
