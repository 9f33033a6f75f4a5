"""Where the entities of a text lead, on this village."""

from collections.abc import Sequence

from django.urls import reverse

from lihua.base import text as rich


def address_of(entity: rich.Entity) -> str:
    """The page of a mentioned person or of a tag."""
    if entity.kind == "mention":
        return reverse("discovery:person", args=[entity.value])
    return reverse("discovery:tag", args=[entity.value])


def render_html(body: str, found: Sequence[rich.Entity]) -> str:
    """The body as paragraphs of HTML, for other apps and feeds."""
    return "".join(
        f"<p>{rich.render(body, found, address_of, start=start, end=end)}</p>" for start, end in rich.paragraphs(body)
    )
