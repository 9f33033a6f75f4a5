"""Filters over language tags, on every page without loading: `{{ tag|autonym }}`, `{{ tag|direction }}`."""

from django import template

from lihua.language import tags

register = template.Library()


@register.filter
def autonym(tag: str) -> str:
    """中文, Español: the language in its own words."""
    return tags.autonym(tag)


@register.filter
def direction(tag: str) -> str:
    return tags.direction(tag)
