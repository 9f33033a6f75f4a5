from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def health(_request: HttpRequest) -> JsonResponse:
    """Whether the database answers. Nothing else is told: anybody may ask."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "unavailable"}, status=503)
    return JsonResponse({"status": "ok"})


def constant(_request: HttpRequest) -> JsonResponse:
    """The least that a page can cost, through everything that wraps pages: what benchmarks compare with."""
    return JsonResponse({"status": "ok"})
