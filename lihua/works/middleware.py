from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from lihua import language
from lihua.people.middleware import PersonRequest
from lihua.people.models import Person
from lihua.works.queries.reading import MODES, Mode, Reader
from lihua.works.queries.spelling import SCRIPTS, Aids, Script


class ReaderRequest(PersonRequest):
    """A request that went through ReaderMiddleware: `reader` says in which languages and how texts are shown."""

    reader: Reader


COOKIE = "lihua_read"
READINGS_COOKIE = "lihua_readings"
SCRIPT_COOKIE = "lihua_script"


class ReaderMiddleware:
    """Sets the interface language and `request.reader`: which languages are read, and how texts are shown.

    How to read: `?read=`, `?readings=` and `?script=` in the address, else the cookie that the switch sets, else both
    sides, readings where the language is learnt, and Chinese in the script it was written in. Languages: what the
    person said, else what the browser asks for.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        interface = _interface_language(request)
        translation.activate(interface)
        request.LANGUAGE_CODE = interface
        request.reader = SimpleLazyObject(lambda: reader_of(request))  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers.setdefault("Content-Language", language.tags.normalize(interface))
        return response


def reader_of(request: HttpRequest) -> Reader:
    person: Person | None = getattr(request, "person", None)
    interface = language.tags.normalize(request.LANGUAGE_CODE)
    reads = person.reads if person else language.accepted(request.headers.get("Accept-Language", ""))
    return Reader(
        person=person,
        reads=tuple(dict.fromkeys(reads or [interface])),
        mode=_mode(request),
        interface=interface,
        learns=person.learns if person else {},
        aids=Aids(_readings(request), _script(request)),
    )


def _interface_language(request: HttpRequest) -> str:
    person = getattr(request, "person", None)
    chosen = person.account.interface_language if person and person.account else ""
    offered = dict(settings.LANGUAGES)
    return chosen if chosen in offered else translation.get_language_from_request(request)


def _mode(request: HttpRequest) -> Mode:
    for said in (request.GET.get("read"), request.COOKIES.get(COOKIE)):
        for mode in MODES:
            if said == mode:
                return mode
    return "both"


def _readings(request: HttpRequest) -> bool | None:
    for said in (request.GET.get("readings"), request.COOKIES.get(READINGS_COOKIE)):
        if said in ("on", "off"):
            return said == "on"
    return None


def _script(request: HttpRequest) -> Script:
    for said in (request.GET.get("script"), request.COOKIES.get(SCRIPT_COOKIE)):
        if said == "own":
            return ""
        for script in SCRIPTS:
            if script and said == script:
                return script
    return ""
