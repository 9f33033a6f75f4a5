"""People: oneself, others, who follows whom."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from ninja import Router, Schema

from lihua import language
from lihua.api import parameters
from lihua.api.answers import Refusal, answer, invalid, not_found, page_of
from lihua.api.bearer import Door, may_have, needs
from lihua.api.entities import accounts
from lihua.api.mastodon import pictures
from lihua.api.mastodon.finding import is_true, person_of, timeline, works_page
from lihua.api.paging import ids_of, window
from lihua.api.parameters import asks, read, takes
from lihua.discovery import queries as discovery
from lihua.media.actions import remove_profile_picture
from lihua.people import actions, rules
from lihua.people.models import Follow, LanguageUse, NetworkShown, Person, PersonLanguage
from lihua.people.queries import is_blocked_between

router = Router(tags=["accounts"])

LONGEST_MUTE = 60 * 60 * 24 * 366 * 10


@router.get("/v1/accounts/verify_credentials", auth=needs("profile"))
def verify_credentials(request: Any) -> HttpResponse:
    return answer(accounts.credentials(request.person))


class ProfileField(Schema):
    name: str = ""
    value: str = ""


class SourceIn(Schema):
    language: str | None = None
    privacy: str | None = None
    sensitive: bool | None = None


class ProfileIn(Schema):
    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    discoverable: bool | None = None
    hide_collections: bool | None = None
    fields_attributes: list[ProfileField] | None = None
    source: SourceIn | None = None


@router.patch("/v1/accounts/update_credentials", auth=needs("write:accounts", limit="account"), **takes(ProfileIn))
def update_credentials(request: Any) -> HttpResponse:
    person: Person = request.person
    asked = read(request, ProfileIn)
    sent = parameters.files(request)
    try:
        pictures.set_profile_pictures(person, sent)
        actions.describe(
            person,
            name=asked.display_name,
            bio=asked.note,
            is_locked=asked.locked,
            is_discoverable=asked.discoverable,
            network_shown=_network_shown(person, asked.hide_collections),
        )
        if asked.fields_attributes is not None:
            actions.set_links(person, [(line.name, line.value) for line in asked.fields_attributes])
        if asked.source and asked.source.language:
            _write_first(person, asked.source.language)
    except rules.NotAllowed as problem:
        raise invalid(str(problem)) from problem
    fresh = Person.objects.select_related("account").get(pk=person.pk)
    return answer(accounts.credentials(fresh))


def _network_shown(person: Person, is_hidden: bool | None) -> str | None:
    """Apps know only shown and hidden; what was shown to followers stays so when they say hidden."""
    if is_hidden is None:
        return None
    if not is_hidden:
        return NetworkShown.EVERYBODY
    return NetworkShown.NOBODY if person.network_shown == NetworkShown.EVERYBODY else person.network_shown


def _write_first(person: Person, tag: str) -> None:
    """The language that the app writes in comes first among those that the person writes."""
    try:
        chosen = language.tags.normalize(tag)
    except language.tags.UnknownLanguage as problem:
        raise invalid(_("“%(tag)s” is not a language we know.") % {"tag": tag[:40]}) from problem
    PersonLanguage.objects.filter(person=person, use=LanguageUse.WRITES, tag=chosen).delete()
    writes = [chosen, *(known for known in person.writes if known != chosen)]
    actions.set_languages(person, writes=writes, reads=person.reads, learns=person.learns)


@router.delete("/v1/profile/{which}", auth=needs("write:accounts", limit="account"))
def remove_picture(request: Any, which: str) -> HttpResponse:
    """Show no avatar, or no header."""
    kinds = {"avatar": "picture", "header": "header"}
    if which not in kinds:
        raise not_found()
    remove_profile_picture(request.person, kinds[which])
    return answer(accounts.credentials(Person.objects.select_related("account").get(pk=request.person.pk)))


@router.post("/v1/accounts", auth=Door("write:accounts", needs_person=False))
def join(request: Any) -> HttpResponse:
    """People join on the village's own pages, where its rules are read first."""
    raise Refusal(403, "This action is not allowed", _("Join on the village’s own page: /account/signup/"))


@router.get("/v1/accounts", auth=may_have("read:accounts"))
def many(request: Any) -> HttpResponse:
    ids = ids_of(request.GET.getlist("id[]") or request.GET.getlist("id"), most=40)
    found = Person.objects.seen().in_bulk(ids)
    return answer(accounts.accounts([found[pk] for pk in ids if pk in found]))


@router.get("/v1/accounts/lookup", auth=may_have("read:accounts"))
def lookup(request: Any) -> HttpResponse:
    person = Person.objects.seen().filter(handle__iexact=handle_of(request.GET.get("acct", ""))).first()
    if person is None:
        raise not_found()
    return answer(accounts.accounts([person])[0])


def handle_of(acct: str) -> str:
    """`@ana`, `ana`, `ana@here.example` or their page -> `ana`; of another village there is nobody."""
    from lihua.api.entities.instances import domain

    acct = acct.replace("\0", "").strip().removeprefix(f"{settings.URL}/")
    handle, at, host = acct.removeprefix("@").partition("@")
    return "" if at and host.lower() not in {domain().lower(), domain().lower().partition(":")[0]} else handle


class SearchPeopleIn(Schema):
    q: str = ""
    limit: int = 40
    following: bool = False


@router.get("/v1/accounts/search", auth=needs("read:accounts", limit="searching"), **asks(SearchPeopleIn))
def search(request: Any) -> HttpResponse:
    return answer(accounts.accounts(found_people(request, limit=window(request, default=40, most=80).limit)))


def found_people(request: Any, *, limit: int) -> list[Person]:
    """Who bears this handle, then who is found by the words."""
    text = request.GET.get("q", "").replace("\0", "")
    exact = list(Person.objects.seen().filter(handle__iexact=handle_of(text))) if handle_of(text) else []
    try:
        found = discovery.find_people(request.person, handle_of(text) or text, limit=limit).items
    except discovery.QueryRefused as problem:
        raise Refusal(400, "Search for fewer words at once") from problem
    people = list({person.pk: person for person in [*exact, *found]}.values())
    if is_true(request, "following") and request.person:
        kept = set(Follow.objects.filter(follower=request.person).values_list("followed_id", flat=True))
        people = [person for person in people if person.pk in kept]
    return people[:limit]


@router.get("/v1/accounts/relationships", auth=needs("read:follows"))
def relationships(request: Any) -> HttpResponse:
    ids = ids_of(request.GET.getlist("id[]") or request.GET.getlist("id"), most=100)
    known = Person.objects.filter(pk__in=ids).in_bulk() if is_true(request, "with_suspended") else None
    if known is None:
        known = Person.objects.seen().in_bulk(ids)
    return answer(accounts.relationships(request.person, [pk for pk in ids if pk in known]))


@router.get("/v1/accounts/familiar_followers", auth=needs("read:follows"))
def familiar_followers(request: Any) -> HttpResponse:
    """Of those whom I follow, who follows them."""
    ids = ids_of(request.GET.getlist("id[]") or request.GET.getlist("id"), most=40)
    mine = Follow.objects.filter(follower=request.person).values("followed")
    shown = Q(followed__network_shown=NetworkShown.EVERYBODY) | Q(
        followed__network_shown=NetworkShown.FOLLOWERS, followed__in=mine
    )
    rows = Follow.objects.select_related("follower").filter(
        shown, followed__in=ids, follower__in=mine, followed__is_sheltered=False
    )
    shared: dict[int, list[Person]] = {pk: [] for pk in ids}
    for row in rows.order_by("-pk")[:400]:
        if row.follower.is_seen:
            shared[row.followed_id].append(row.follower)
    return answer([{"id": str(pk), "accounts": accounts.accounts(people)} for pk, people in shared.items()])


@router.get("/v1/accounts/{account_id}", auth=may_have("read:accounts"))
def one(request: Any, account_id: str) -> HttpResponse:
    return answer(accounts.accounts([person_of(account_id)])[0])


class StatusesIn(Schema):
    max_id: str = ""
    since_id: str = ""
    min_id: str = ""
    limit: int = 20
    only_media: bool = False
    exclude_replies: bool = False
    exclude_reblogs: bool = False
    pinned: bool = False
    tagged: str = ""


@router.get("/v1/accounts/{account_id}/statuses", auth=may_have("read:statuses"), **asks(StatusesIn))
def statuses_of(request: Any, account_id: str) -> HttpResponse:
    person, page = person_of(account_id), window(request)
    if is_true(request, "pinned"):
        return answer([])
    if request.GET.get("tagged"):
        return _tagged(request, person)
    found = discovery.person_timeline(
        request.person,
        person,
        max_id=page.max_id,
        since_id=page.since_id,
        min_id=page.min_id,
        limit=page.limit,
        with_replies=not is_true(request, "exclude_replies"),
        with_reposts=not is_true(request, "exclude_reblogs"),
        only_media=is_true(request, "only_media"),
    )
    return timeline(request, found, page)


def _tagged(request: Any, person: Person) -> HttpResponse:
    from lihua.works.queries import works_visible_to

    concept = discovery.concept_named(request.GET["tagged"].replace("\0", ""))
    if concept is None:
        return answer([])
    page = window(request)
    works = works_visible_to(request.person).filter(author=person, tags__label__concept=concept).distinct()
    rows = page.of(works.with_card())
    return works_page(request, rows, is_full=page.is_filled_by(rows))


@router.get("/v1/accounts/{account_id}/followers", auth=may_have("read:accounts"))
def followers(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    rows = Follow.objects.select_related("follower").filter(followed=person)
    return _follows(request, person, rows, "follower")


@router.get("/v1/accounts/{account_id}/following", auth=may_have("read:accounts"))
def following(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    rows = Follow.objects.select_related("followed").filter(follower=person)
    return _follows(request, person, rows, "followed")


def _follows(request: Any, person: Person, rows: Any, whom: str) -> HttpResponse:
    if request.person and is_blocked_between(request.person, person):
        return answer([])
    if not rules.may_see_network(request.person, person):
        return answer([])
    page = window(request, default=40, most=80)
    found = page.of(rows.filter(**{f"{whom}__state__in": ["active", "limited"]}))
    people = [getattr(row, whom) for row in found]
    return page_of(accounts.accounts(people), request, keys=[row.pk for row in found], is_full=page.is_filled_by(found))


# What one does about somebody; each answers with how one stands to them now.


def _relationship(request: Any, person: Person) -> HttpResponse:
    return answer(accounts.relationships(request.person, [person.pk])[0])


class FollowIn(Schema):
    reblogs: bool = True
    notify: bool = False
    languages: list[str] | None = None


@router.post("/v1/accounts/{account_id}/follow", auth=needs("write:follows"), **takes(FollowIn))
def follow(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    try:
        actions.follow(request.person, person, with_reposts=read(request, FollowIn).reblogs)
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/unfollow", auth=needs("write:follows"))
def unfollow(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    actions.unfollow(request.person, person)
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/remove_from_followers", auth=needs("write:follows"))
def remove_from_followers(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    actions.remove_follower(request.person, person)
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/block", auth=needs("write:blocks"))
def block(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    try:
        actions.block(request.person, person)
    except rules.NotAllowed as problem:
        raise Refusal(403, "This action is not allowed", str(problem)) from problem
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/unblock", auth=needs("write:blocks"))
def unblock(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    actions.unblock(request.person, person)
    return _relationship(request, person)


class MuteIn(Schema):
    notifications: bool = True
    duration: int = 0


@router.post("/v1/accounts/{account_id}/mute", auth=needs("write:mutes"), **takes(MuteIn))
def mute(request: Any, account_id: str) -> HttpResponse:
    person, asked = person_of(account_id), read(request, MuteIn)
    if not 0 <= asked.duration <= LONGEST_MUTE:
        raise invalid("Duration is seconds, 0 for no end")
    if person.pk == request.person.pk:
        raise Refusal(403, "This action is not allowed")
    until = now() + timedelta(seconds=asked.duration) if asked.duration else None
    actions.mute(request.person, person, until=until, also_notices=asked.notifications)
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/unmute", auth=needs("write:mutes"))
def unmute(request: Any, account_id: str) -> HttpResponse:
    person = person_of(account_id)
    actions.unmute(request.person, person)
    return _relationship(request, person)


@router.post("/v1/accounts/{account_id}/note", auth=needs("write:accounts"))
def note(request: Any, account_id: str) -> HttpResponse:
    """Private notes about people are not kept here; asking for an empty one is no error."""
    person = person_of(account_id)
    if str(parameters.parameters(request).get("comment") or "").strip():
        raise invalid("private notes about people are not kept here")
    return _relationship(request, person)


@router.get("/v1/accounts/{account_id}/{listed}", auth=may_have("read:accounts"))
def nothing_listed(request: HttpRequest, account_id: str, listed: str) -> HttpResponse:
    """Lists that Mastodon has of a person and that are empty here."""
    person_of(account_id)
    if listed not in {"lists", "featured_tags", "endorsements", "identity_proofs"}:
        raise not_found()
    return answer([])
