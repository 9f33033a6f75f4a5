"""Who may have the file of a picture: whoever may open the work that shows it."""

from lihua.media.rules import Access
from lihua.people.models import Person
from lihua.works.models import Work
from lihua.works.queries.gate import works_visible_to


def access_to_picture(asset_id: int, viewer: Person | None) -> Access | None:
    """None when no work shows the asset. One query where everybody may have it."""
    if works_visible_to(None).filter(pictures__asset=asset_id).exists():
        return Access.PUBLIC
    work = Work.objects.filter(pictures__asset=asset_id).first()
    if work is None:
        return None
    if viewer is None:
        return Access.DENIED
    if work.author_id == viewer.pk:
        return Access.PRIVATE
    return Access.PRIVATE if works_visible_to(viewer).filter(pk=work.pk).exists() else Access.DENIED
