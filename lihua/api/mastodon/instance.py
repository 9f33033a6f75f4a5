"""The village about itself."""

from datetime import timedelta
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from ninja import Router

from lihua import language
from lihua.api.answers import Refusal, answer
from lihua.api.bearer import may_have, needs
from lihua.api.entities import instances
from lihua.people.models import Person
from lihua.works.models import Work

router = Router(tags=["instance"])
anybody = may_have("")


@router.get("/v1/instance", auth=anybody)
def v1(request: HttpRequest) -> HttpResponse:
    return answer(instances.instance_v1())


@router.get("/v2/instance", auth=anybody)
def v2(request: HttpRequest) -> HttpResponse:
    return answer(instances.instance())


@router.get("/v1/instance/rules", auth=anybody)
def rules(request: HttpRequest) -> HttpResponse:
    return answer(instances.rules())


@router.get("/v1/instance/extended_description", auth=anybody)
def extended_description(request: HttpRequest) -> HttpResponse:
    return answer(instances.extended_description())


@router.get("/v1/instance/peers", auth=anybody)
@router.get("/v1/instance/domain_blocks", auth=anybody)
def nobody_else(request: HttpRequest) -> HttpResponse:
    """There are no other villages yet."""
    return answer([])


@router.get("/v1/instance/privacy_policy", auth=anybody)
@router.get("/v1/instance/terms_of_service", auth=anybody)
def no_text(request: HttpRequest) -> HttpResponse:
    raise Refusal(404, "Record not found")


@router.get("/v1/instance/translation_languages", auth=anybody)
def translation_languages(request: HttpRequest) -> HttpResponse:
    """From any language that we know into any other: people translate where no engine does."""
    supported = list(language.tags.SUPPORTED)
    return answer({tag: [other for other in supported if other != tag] for tag in supported})


@router.get("/v1/instance/languages", auth=anybody)
def languages(request: HttpRequest) -> HttpResponse:
    return answer([{"code": tag, "name": language.tags.name(tag)} for tag in language.tags.SUPPORTED])


@router.get("/v1/instance/activity", auth=anybody)
def activity(request: HttpRequest) -> HttpResponse:
    """Works and arrivals of the last twelve weeks; sign-ins are not counted here."""
    since = now() - timedelta(weeks=12)
    works = _by_week(Work.objects.public().standalone().filter(published_at__gte=since), "published_at")
    arrivals = _by_week(Person.objects.filter(created_at__gte=since).exclude(account=None), "created_at")
    monday = (now() - timedelta(days=now().weekday())).replace(hour=0, minute=0, second=0, microsecond=0)
    weeks = [monday - timedelta(weeks=count) for count in range(12)]
    return answer(
        [
            {
                "week": str(int(week.timestamp())),
                "statuses": str(works.get(week.date(), 0)),
                "logins": "0",
                "registrations": str(arrivals.get(week.date(), 0)),
            }
            for week in weeks
        ]
    )


def _by_week(rows: Any, moment: str) -> dict[Any, int]:
    counted = rows.annotate(week=TruncWeek(moment)).values("week").annotate(count=Count("pk")).order_by()
    return {row["week"].date(): row["count"] for row in counted}


@router.get("/v1/streaming/health", auth=None)
def streaming_health(request: HttpRequest) -> HttpResponse:
    """Apps ask whether they can stream. They cannot yet, and go on by asking again."""
    return HttpResponse("OK", content_type="text/plain; charset=utf-8")


@router.get("/v1/preferences", auth=needs("read:accounts"))
def preferences(request: Any) -> HttpResponse:
    person: Person = request.person
    return answer(
        {
            "posting:default:visibility": "public",
            "posting:default:sensitive": False,
            "posting:default:language": person.writes[0] if person.writes else None,
            "posting:default:quote_policy": "nobody",
            "reading:expand:media": "default",
            "reading:expand:spoilers": False,
            "reading:autoplay:gifs": False,
        }
    )
