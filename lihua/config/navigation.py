"""The places of the village, in the order of the rail, less those that the owner closed."""

from django.http import HttpRequest

from lihua.base.options import site_options


def navigation(request: HttpRequest) -> dict[str, object]:
    return {"site": site_options()}
