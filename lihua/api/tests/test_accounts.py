import pytest


def test_one_sees_oneself_with_what_only_oneself_may_know(app_of, ana):
    me = app_of(ana).json("/api/v1/accounts/verify_credentials")
    assert me["id"] == str(ana.pk)
    assert me["source"]["language"] == "es"
    assert me["source"]["follow_requests_count"] == 0
    assert me["role"]["id"] == "-99"
    assert "email" not in me


def test_H074_a_profile_is_changed_and_nothing_else(app_of, ana):
    app = app_of(ana)
    changed = app.patch(
        "/api/v1/accounts/update_credentials",
        {
            "display_name": "Ana María",
            "note": "Cocino. https://cocina.example",
            "locked": True,
            "fields_attributes": [
                {"name": "Casa", "value": "https://ana.example"},
                {"name": "Ciudad", "value": "León"},
            ],
            "role": "owner",
            "state": "suspended",
            "followers_count": 99,
            "handle": "admin",
        },
    ).json()
    assert changed["display_name"] == "Ana María"
    assert changed["locked"] is True
    assert 'href="https://cocina.example"' in changed["note"]
    assert changed["source"]["note"] == "Cocino. https://cocina.example"
    assert [line["name"] for line in changed["fields"]] == ["Casa", "Ciudad"]
    assert changed["acct"] == "ana"
    assert changed["followers_count"] == 0
    assert changed["role"]["id"] == "-99"


def test_fields_may_come_numbered_in_a_form(app_of, ana):
    from urllib.parse import urlencode

    body = urlencode(
        {
            "fields_attributes[0][name]": "Uno",
            "fields_attributes[0][value]": "1",
            "fields_attributes[1][name]": "Dos",
            "fields_attributes[1][value]": "2",
        }
    )
    app = app_of(ana)
    response = app.client.patch(
        "/api/v1/accounts/update_credentials", body, content_type="application/x-www-form-urlencoded"
    )
    assert [line["name"] for line in response.json()["fields"]] == ["Uno", "Dos"]


@pytest.mark.parametrize("words", [{"display_name": "x" * 61}, {"note": "x" * 1001}, {"source": {"language": "??"}}])
def test_a_profile_that_does_not_fit_is_refused(app_of, ana, words):
    assert app_of(ana).patch("/api/v1/accounts/update_credentials", words).status_code == 422


def test_people_are_found_by_id_and_by_handle(app_of, anybody, ana, bo):
    assert anybody.json(f"/api/v1/accounts/{ana.pk}")["acct"] == "ana"
    assert anybody.json("/api/v1/accounts/lookup", acct="@ANA@localhost:8000")["id"] == str(ana.pk)
    assert anybody.get("/api/v1/accounts/lookup", acct="ana@elsewhere.example").status_code == 404
    assert [person["acct"] for person in anybody.json(f"/api/v1/accounts?id[]={ana.pk}&id[]={bo.pk}&id[]=9")] == [
        "ana",
        "bo",
    ]
    assert [person["acct"] for person in app_of(bo).json("/api/v1/accounts/search", q="ana")] == ["ana"]


def test_somebody_suspended_is_not_there(anybody, ana):
    from lihua.people.actions import suspend

    suspend(ana)
    for path in ("", "/statuses", "/followers", "/following"):
        assert anybody.get(f"/api/v1/accounts/{ana.pk}{path}").status_code == 404
    assert anybody.get("/api/v1/accounts/lookup", acct="ana").status_code == 404


def test_follow_mute_block_and_back(app_of, ana, bo):
    app, path = app_of(ana), f"/api/v1/accounts/{bo.pk}"
    assert app.post(f"{path}/follow", {"reblogs": False}).json()["following"] is True
    assert app.json("/api/v1/accounts/relationships", id=str(bo.pk))[0]["showing_reblogs"] is False
    assert app_of(bo).json(f"/api/v1/accounts/relationships?id[]={ana.pk}")[0]["followed_by"] is True
    assert [person["acct"] for person in app.json(f"{path}/followers")] == ["ana"]
    assert [person["acct"] for person in app.json(f"/api/v1/accounts/{ana.pk}/following")] == ["bo"]
    muted = app.post(f"{path}/mute", {"duration": 3600, "notifications": False}).json()
    assert (muted["muting"], muted["muting_notifications"]) == (True, False)
    assert app.json("/api/v1/mutes")[0]["mute_expires_at"]
    assert app.post(f"{path}/unmute").json()["muting"] is False
    assert app_of(bo).post(f"/api/v1/accounts/{ana.pk}/remove_from_followers").json()["followed_by"] is False
    blocked = app.post(f"{path}/block").json()
    assert blocked["blocking"] is True
    assert app_of(bo).json(f"/api/v1/accounts/relationships?id[]={ana.pk}")[0]["blocked_by"] is False
    assert [person["acct"] for person in app.json("/api/v1/blocks")] == ["bo"]
    assert app.post(f"{path}/unblock").json()["blocking"] is False
    assert app.post(f"/api/v1/accounts/{ana.pk}/follow").status_code == 403
    assert app.post(f"/api/v1/accounts/{ana.pk}/block").status_code == 403
    assert app.post(f"{path}/mute", {"duration": -1}).status_code == 422
    assert app.post(f"{path}/note", {"comment": ""}).status_code == 200
    assert app.post(f"{path}/note", {"comment": "tall"}).status_code == 422


def test_a_request_to_follow_is_answered(app_of, ana, bo, eve):
    ana.is_locked = True
    ana.save()
    for person in (bo, eve):
        assert app_of(person).post(f"/api/v1/accounts/{ana.pk}/follow").json()["requested"] is True
    app = app_of(ana)
    assert {person["acct"] for person in app.json("/api/v1/follow_requests")} == {"bo", "eve"}
    assert app.post(f"/api/v1/follow_requests/{bo.pk}/authorize").json()["followed_by"] is True
    assert app.post(f"/api/v1/follow_requests/{eve.pk}/reject").json()["followed_by"] is False
    assert app.post(f"/api/v1/follow_requests/{eve.pk}/reject").status_code == 404
    assert app_of(bo).post(f"/api/v1/follow_requests/{ana.pk}/authorize").status_code == 404
    assert app.json("/api/v1/follow_requests") == []


def test_what_a_person_published_is_listed_and_filtered(app_of, ana, bo, make_work, anybody):
    note = make_work(ana, "Nota #sol", pictures=1)
    reply = make_work(ana, "Respuesta", reply_to=note.pk)
    make_work(ana, "Solo para seguidores", visibility="followers")
    shared = app_of(ana).post(f"/api/v1/statuses/{make_work(bo, '你好').pk}/reblog").json()
    path = f"/api/v1/accounts/{ana.pk}/statuses"

    def ids(**query):
        return [status["id"] for status in anybody.json(path, **query)]

    assert ids() == [shared["id"], str(reply.pk), str(note.pk)]
    assert ids(exclude_replies="true", exclude_reblogs="true") == [str(note.pk)]
    assert ids(only_media="true") == [str(note.pk)]
    assert ids(tagged="SOL") == [str(note.pk)]
    assert ids(pinned="true") == []
    assert ids(max_id=str(reply.pk)) == [str(note.pk)]


def test_lists_page_by_links(app_of, anybody, ana, make_work):
    works = [make_work(ana, f"Nota {number}") for number in range(5)]
    ids = [str(work.pk) for work in reversed(works)]
    path = f"/api/v1/accounts/{ana.pk}/statuses"
    first = anybody.get(path, limit=2)
    assert [status["id"] for status in first.json()] == ids[:2]
    links = first["Link"]
    assert f"max_id={ids[1]}" in links
    assert 'rel="next"' in links
    assert f"min_id={ids[0]}" in links
    assert 'rel="prev"' in links
    assert "limit=2" in links
    assert [status["id"] for status in anybody.json(path, limit=2, max_id=ids[1])] == ids[2:4]
    last = anybody.get(path, limit=2, max_id=ids[3])
    assert [status["id"] for status in last.json()] == ids[4:]
    assert 'rel="next"' not in last["Link"]
    assert [status["id"] for status in anybody.json(path, min_id=ids[3], limit=2)] == ids[1:3], "just newer than"
    assert [status["id"] for status in anybody.json(path, since_id=ids[3], limit=2)] == ids[:2], "the newest"
    assert len(anybody.json(path, limit=1_000_000)) == 5
    assert len(anybody.json(path, limit=0)) == 1
    for name in ("limit", "max_id", "since_id", "min_id"):
        assert anybody.get(path, **{name: "many"}).status_code == 400


def test_limits_are_told_in_headers(app_of, ana):
    response = app_of(ana).get("/api/v1/timelines/home")
    assert int(response["X-RateLimit-Limit"]) > int(response["X-RateLimit-Remaining"]) > 0
    assert response["X-RateLimit-Reset"].endswith("Z")


def test_familiar_followers_and_suggestions(app_of, ana, bo, eve, make_work):
    from lihua.people.actions import follow

    follow(ana, bo)
    follow(bo, eve)
    make_work(eve, "Hello")
    app = app_of(ana)
    told = app.json(f"/api/v1/accounts/familiar_followers?id[]={eve.pk}")
    assert [person["acct"] for person in told[0]["accounts"]] == ["bo"]
    assert [entry["account"]["acct"] for entry in app.json("/api/v2/suggestions")] == ["eve"]


@pytest.mark.parametrize(
    ("shown_to", "anybody", "a_follower"),
    [("everybody", ["bo"], ["bo"]), ("followers", [], ["bo"]), ("nobody", [], [])],
)
def test_a_person_says_who_sees_their_followers(app_of, ana, bo, eve, shown_to, anybody, a_follower):
    from lihua.people.actions import describe, follow

    follow(bo, ana)
    describe(ana, network_shown=shown_to)
    path = f"/api/v1/accounts/{ana.pk}/followers"
    assert [person["acct"] for person in app_of(eve).json(path)] == anybody
    assert [person["acct"] for person in app_of(bo).json(path)] == a_follower
    assert [person["acct"] for person in app_of(ana).json(path)] == ["bo"]
    follow(eve, bo)
    told = app_of(eve).json(f"/api/v1/accounts/familiar_followers?id[]={ana.pk}")
    assert [person["acct"] for person in told[0]["accounts"]] == anybody


def test_an_app_hides_and_shows_them(app_of, ana):
    app = app_of(ana)
    hidden = app.patch("/api/v1/accounts/update_credentials", {"hide_collections": True}).json()
    assert hidden["source"]["hide_collections"] is True
    ana.refresh_from_db()
    assert ana.network_shown == "nobody"
    app.patch("/api/v1/accounts/update_credentials", {"hide_collections": False})
    ana.refresh_from_db()
    assert ana.network_shown == "everybody"
