"""Pictures, timelines, search, notices, tags, reports, markers, the village about itself."""

import io
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from PIL import Image


def a_picture(ending="jpeg", size=(640, 480)):
    file = io.BytesIO()
    Image.new("RGB", size, (180, 70, 40)).save(file, ending)
    return SimpleUploadedFile(f"photo.{ending}", file.getvalue(), content_type=f"image/{ending}")


def a_moving_picture():
    file = io.BytesIO()
    first, *others = [Image.new("RGB", (60, 40), (40 * number, 70, 40)) for number in range(6)]
    first.save(file, "gif", save_all=True, append_images=others, duration=80, loop=0)
    return SimpleUploadedFile("cat.gif", file.getvalue(), content_type="image/gif")


# Pictures


def test_a_picture_that_moves_moves_in_apps_too(app_of, ana, client):
    file = a_moving_picture()
    made = app_of(ana).form("/api/v1/media", {"file": file}).json()
    note = app_of(ana).post("/api/v1/statuses", {"media_ids": [made["id"]]}).json()["media_attachments"][0]
    assert note["type"] == "image"
    moving = Image.open(io.BytesIO(client.get(urlsplit(note["url"]).path).content))
    assert (moving.n_frames, moving.size) == (
        6,
        (note["meta"]["original"]["width"], note["meta"]["original"]["height"]),
    )
    still = Image.open(io.BytesIO(client.get(urlsplit(note["preview_url"]).path).content))
    assert getattr(still, "n_frames", 1) == 1


def test_a_picture_is_sent_prepared_and_described(app_of, ana, run_tasks):
    app = app_of(ana)
    sent = app.form("/api/v2/media", {"file": a_picture(), "description": "Un mercado", "focus": "0.5,-0.25"})
    assert sent.status_code == 202
    assert sent.json()["url"] is None
    path = f"/api/v1/media/{sent.json()['id']}"
    assert app.get(path).status_code == 206
    assert app.post("/api/v1/statuses", {"media_ids": [sent.json()["id"]]}).status_code == 422
    run_tasks()
    ready = app.json(path)
    assert ready["type"] == "image"
    assert ready["description"] == "Un mercado"
    assert ready["meta"]["original"] == {"width": 640, "height": 480, "size": "640x480", "aspect": 640 / 480}
    assert ready["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert ready["blurhash"]
    changed = app.put(path, {"description": "El mercado", "focus": "0,0"}).json()
    assert changed["description"] == "El mercado"
    made = app.post("/api/v1/statuses", {"media_ids": [ready["id"]]})
    assert made.json()["media_attachments"][0]["id"] == ready["id"]
    assert app.delete(path).status_code == 422, "a work shows it"


def test_the_first_version_waits_until_the_picture_is_ready(app_of, ana):
    sent = app_of(ana).form("/api/v1/media", {"file": a_picture("png")})
    assert sent.status_code == 200
    assert sent.json()["url"]


def test_an_unused_picture_is_thrown_away(app_of, ana):
    app = app_of(ana)
    path = f"/api/v1/media/{app.form('/api/v1/media', {'file': a_picture()}).json()['id']}"
    assert app.delete(path).status_code == 200
    assert app.get(path).status_code == 404


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"file": SimpleUploadedFile("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg+xml")},
        {"file": SimpleUploadedFile("x.jpg", b"<html><script>", "image/jpeg")},
        {"file": SimpleUploadedFile("x.png", b"\x89PNG\r\n\x1a\n", "image/png")},
        {"file": a_picture(), "focus": "middle"},
        {"file": a_picture(), "focus": "2,0"},
        {"file": a_picture(), "description": "x" * 1501},
    ],
)
def test_what_is_no_picture_of_ours_is_refused_with_a_reason(app_of, ana, form):
    response = app_of(ana).form("/api/v2/media", form)
    assert response.status_code == 422
    assert len(response.json()["error"]) > 20


def test_a_picture_is_its_senders_alone(app_of, ana, bo, make_asset):
    path = f"/api/v1/media/{make_asset(ana).pk}"
    assert app_of(ana).get(path).status_code == 200
    assert app_of(bo).get(path).status_code == 404
    assert app_of(bo).put(path, {"description": "mine"}).status_code == 404
    assert app_of(bo).delete(path).status_code == 404


def test_a_face_and_a_header_are_set(app_of, ana):
    from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

    app = app_of(ana)
    body = encode_multipart(BOUNDARY, {"avatar": a_picture(size=(500, 500)), "display_name": "Ana B"})
    changed = app.client.patch("/api/v1/accounts/update_credentials", body, content_type=MULTIPART_CONTENT).json()
    assert changed["display_name"] == "Ana B"
    assert "/media/" in changed["avatar"]
    wrong = encode_multipart(BOUNDARY, {"header": SimpleUploadedFile("x.jpg", b"no", "image/jpeg")})
    response = app.client.patch("/api/v1/accounts/update_credentials", wrong, content_type=MULTIPART_CONTENT)
    assert response.status_code == 422
    assert response.json()["error"].startswith("Validation failed: Header")


def test_H070_a_pass_opens_one_file_for_one_reader_for_five_minutes(app_of, ana, bo, eve, monkeypatch):
    import time

    from django.test import Client

    from lihua.people.actions import follow, unfollow

    follow(bo, ana)
    app = app_of(ana)
    picture = app.form("/api/v1/media", {"file": a_picture()}).json()
    work = app.post("/api/v1/statuses", {"media_ids": [picture["id"]], "visibility": "private"}).json()
    seen = app_of(bo).json(f"/api/v1/statuses/{work['id']}")["media_attachments"][0]
    address = seen["url"].removeprefix("http://localhost:8000")
    other = seen["preview_url"].removeprefix("http://localhost:8000")
    assert Client().get(address).status_code == 200
    assert Client().get(address.partition("?")[0]).status_code == 404
    assert Client().get(address.partition("?")[0] + "?pass=" + "x:y:z").status_code == 404
    path, _question, ticket = other.partition("?")
    if path != address.partition("?")[0]:
        assert Client().get(f"{address.partition('?')[0]}?{ticket}").status_code == 404, "another file's pass"
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 301)
    assert Client().get(address).status_code == 404
    monkeypatch.undo()
    unfollow(bo, ana)
    assert Client().get(address).status_code == 404, "access that was withdrawn"


# Timelines


def test_home_holds_what_those_one_follows_publish(app_of, ana, bo, eve, make_work):
    from lihua.people.actions import follow, mute

    follow(ana, bo)
    mine, his = make_work(ana, "Mía"), make_work(bo, "他的")
    make_work(eve, "Not followed")
    app = app_of(ana)
    assert [status["id"] for status in app.json("/api/v1/timelines/home")] == [str(his.pk), str(mine.pk)]
    mute(ana, bo)
    assert [status["id"] for status in app.json("/api/v1/timelines/home")] == [str(mine.pk)]


def test_home_costs_the_same_for_few_and_many(app_of, ana, bo, make_work, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from lihua.people.actions import follow

    follow(ana, bo)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            app.json("/api/v1/timelines/home", limit=40)
        return len(queries)

    app = app_of(ana)
    for number in range(5):
        make_work(bo, f"你好 {number} #茶 @ana", pictures=1)
    few = cost()
    for number in range(20):
        make_work(bo, f"你好 {number} #茶 @ana", pictures=2)
    assert cost() == few
    assert few <= 24


def test_everybodys_timeline_and_a_tags(anybody, ana, bo, make_work):
    work = make_work(bo, "今天喝茶 #喝茶")
    make_work(ana, "Secreto #喝茶", visibility="unlisted")
    make_work(ana, "Hola")
    assert len(anybody.json("/api/v1/timelines/public")) == 2
    assert anybody.json("/api/v1/timelines/public", remote="true") == []
    assert [status["id"] for status in anybody.json("/api/v1/timelines/tag/喝茶")] == [str(work.pk)]
    assert anybody.json("/api/v1/timelines/tag/nada") == []
    assert anybody.json("/api/v1/tags/喝茶")["name"] == "喝茶"
    assert anybody.get("/api/v1/tags/nada").status_code == 404


def test_a_tag_is_told_with_all_its_names(anybody, bo, make_work):
    from lihua.works.actions import name_concept
    from lihua.works.models import Label

    make_work(bo, "#喝茶")
    name_concept(Label.objects.get().concept, name="té", tag="es", by=bo)
    concept = anybody.json("/api/lihua/v1/tags/喝茶")
    assert concept["works_count"] == 1
    assert [(name["name"], name["language"]) for name in concept["names"]] == [("喝茶", "zh-Hans"), ("té", "es")]
    assert anybody.json("/api/lihua/v1/tags/TE")["id"] == concept["id"]
    assert anybody.get("/api/lihua/v1/tags/nada").status_code == 404


# Search


def test_people_works_and_tags_are_found(app_of, anybody, ana, bo, make_work, run_tasks):
    work = make_work(bo, "今天在成都喝茶。 #喝茶")
    run_tasks()
    found = anybody.json("/api/v2/search", q="成都")
    assert [status["id"] for status in found["statuses"]] == [str(work.pk)]
    assert anybody.json("/api/v2/search", q="喝茶", type="hashtags")["hashtags"][0]["name"] == "喝茶"
    found = app_of(ana).json("/api/v2/search", q="@bo", type="accounts", resolve="true")
    assert [person["acct"] for person in found["accounts"]] == ["bo"]
    found = app_of(ana).json("/api/v2/search", q="http://localhost:8000/@bo", resolve="true")
    assert [person["acct"] for person in found["accounts"]] == ["bo"]
    found = anybody.json("/api/v2/search", q=f"http://localhost:8000/works/{work.pk}")
    assert [status["id"] for status in found["statuses"]] == [str(work.pk)]


def test_timelines_of_works_with_pictures_alone(anybody, ana, make_work):
    make_work(ana, "Hola #gato")
    seen = [
        make_work(ana, "Un #gato", pictures=1),
        make_work(ana, "Otro", pictures=1),
        make_work(ana, "Uno #gato", pictures=1),
    ]
    make_work(ana, "Adiós #gato")

    def ids(path, **words):
        return [status["id"] for status in anybody.json(path, only_media="true", **words)]

    assert ids("/api/v1/timelines/public") == [str(work.pk) for work in seen[::-1]]
    assert ids("/api/v1/timelines/public", limit=1, max_id=seen[2].pk) == [str(seen[1].pk)]
    assert ids("/api/v1/timelines/tag/gato") == [str(seen[2].pk), str(seen[0].pk)]


def test_a_search_of_one_persons_works_finds_them_behind_many_of_others(anybody, ana, bo, make_work, run_tasks):
    wanted = make_work(ana, "一只猫")
    for number in range(6):
        make_work(bo, f"猫 {number}")
    run_tasks()
    found = anybody.json("/api/v2/search", q="猫", account_id=str(ana.pk), limit=2)["statuses"]
    assert [status["id"] for status in found] == [str(wanted.pk)]


def test_paging_through_a_search_gives_every_match_once_and_ends(anybody, bo, make_work, run_tasks):
    made = {str(make_work(bo, f"喝茶 {number}").pk) for number in range(7)}
    run_tasks()
    pages = [
        [
            status["id"]
            for status in anybody.json("/api/v2/search", q="喝茶", type="statuses", limit=3, offset=start)["statuses"]
        ]
        for start in (0, 3, 6, 7, 9999999999)
    ]
    assert [len(page) for page in pages] == [3, 3, 1, 0, 0]
    assert {pk for page in pages for pk in page} == made
    assert anybody.json("/api/v2/search", q="bo", offset="9999999999") == {
        "accounts": [],
        "statuses": [],
        "hashtags": [],
    }


def test_H131_a_question_that_the_database_does_not_answer_is_told_as_such(anybody, ana, make_work):
    make_work(ana)

    def interrupted(execute, sql, *more):
        if '"works_work"' in sql:
            raise OperationalError("interrupted")
        return execute(sql, *more)

    with connection.execute_wrapper(interrupted):
        answer = anybody.get("/api/v1/timelines/public")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")
    assert answer.json()["error"]


def test_H131_a_search_beyond_measure_is_refused(anybody):
    assert anybody.get("/api/v2/search").status_code == 400
    assert anybody.get("/api/v2/search", q="x", type="everything").status_code == 400
    assert anybody.get("/api/v2/search", q="x" * 5000).status_code == 400
    assert anybody.get("/api/v2/search", q=" ".join(f"word{n}" for n in range(200))).status_code == 400
    assert anybody.get("/api/v2/search", q="x", offset="9999999999").status_code == 200
    assert anybody.get("/api/v2/search", q="%_\\'\"*()").status_code == 200


# Notices


def test_notices_are_listed_filtered_dismissed_and_cleared(app_of, ana, bo, eve, make_work):
    from lihua.people.actions import follow
    from lihua.works.actions import like, repost

    work = make_work(ana, "Hola")
    make_work(bo, "你好 @ana")
    like(work, by=bo)
    repost(work, by=eve)
    app = app_of(ana)
    listed = app.json("/api/v1/notifications")
    assert [notice["type"] for notice in listed] == ["reblog", "favourite", "mention"]
    assert listed[1]["status"]["id"] == str(work.pk)
    assert listed[1]["account"]["acct"] == "bo"
    assert [n["type"] for n in app.json("/api/v1/notifications?types[]=mention")] == ["mention"]
    assert len(app.json("/api/v1/notifications?exclude_types[]=mention&exclude_types[]=reblog")) == 1
    assert len(app.json("/api/v1/notifications", account_id=str(eve.pk))) == 1
    assert app.json("/api/v1/notifications/unread_count") == {"count": 3}
    first = listed[0]["id"]
    assert app.json(f"/api/v1/notifications/{first}")["id"] == first
    assert app_of(bo).get(f"/api/v1/notifications/{first}").status_code == 404
    assert app_of(bo).post(f"/api/v1/notifications/{first}/dismiss").status_code == 404
    app.post("/api/v1/markers", {"notifications": {"last_read_id": first}})
    assert app.json("/api/v1/notifications/unread_count") == {"count": 0}
    app.post(f"/api/v1/notifications/{first}/dismiss")
    assert len(app.json("/api/v1/notifications")) == 2
    app.post("/api/v1/notifications/clear")
    assert app.json("/api/v1/notifications") == []
    follow(bo, ana)


def test_notices_come_in_groups_for_newer_apps(app_of, ana, bo, eve, make_work):
    from lihua.works.actions import like

    work = make_work(ana, "Hola")
    for person in (bo, eve):
        like(work, by=person)
    make_work(bo, "你好 @ana")
    app = app_of(ana)
    told = app.json("/api/v2/notifications")
    assert [group["type"] for group in told["notification_groups"]] == ["mention", "favourite"]
    likes = told["notification_groups"][1]
    assert likes["notifications_count"] == 2
    assert likes["sample_account_ids"] == [str(eve.pk), str(bo.pk)]
    assert likes["status_id"] == str(work.pk)
    assert {person["acct"] for person in told["accounts"]} == {"bo", "eve"}
    assert len(told["statuses"]) == 2
    apart = app.json("/api/v2/notifications?grouped_types[]=reblog")["notification_groups"]
    assert [group["notifications_count"] for group in apart] == [1, 1, 1]
    assert app.json("/api/v2/notifications/unread_count") == {"count": 2}
    key = likes["group_key"]
    assert len(app.json(f"/api/v2/notifications/{key}/accounts")) == 2
    assert app.json(f"/api/v2/notifications/{key}")["notification_groups"][0]["group_key"] == key
    assert app_of(bo).get(f"/api/v2/notifications/{key}").status_code == 404
    assert app.post(f"/api/v2/notifications/{key}/dismiss").status_code == 200
    assert len(app.json("/api/v2/notifications")["notification_groups"]) == 1
    assert app.get("/api/v2/notifications/ungrouped-7").status_code == 404


def test_a_notice_of_what_is_gone_is_not_told(app_of, ana, bo, make_work):
    from lihua.works.actions import withdraw

    work = make_work(bo, "你好 @ana")
    withdraw(work, by=bo)
    assert app_of(ana).json("/api/v1/notifications") == []


def test_markers_are_kept_for_the_next_device(app_of, ana):
    app = app_of(ana)
    assert app.json("/api/v1/markers?timeline[]=home") == {}
    put = app.post("/api/v1/markers", {"home": {"last_read_id": "123"}}).json()
    assert put["home"]["version"] == 0
    assert app.post("/api/v1/markers", {"home": {"last_read_id": "124"}}).json()["home"]["version"] == 1
    assert app.json("/api/v1/markers?timeline[]=home&timeline[]=notifications")["home"]["last_read_id"] == "124"
    assert app.post("/api/v1/markers", {"home": {"last_read_id": "x"}}).status_code == 422


# Reports


def test_a_work_and_a_person_are_reported(app_of, ana, bo, make_work):
    from lihua.trust.models import Report

    work = make_work(bo, "spam")
    app = app_of(ana)
    told = app.post(
        "/api/v1/reports",
        {"account_id": str(bo.pk), "status_ids": [str(work.pk)], "comment": "Basura", "category": "spam"},
    ).json()
    assert told["target_account"]["acct"] == "bo"
    assert told["status_ids"] == [str(work.pk)]
    assert app.post("/api/v1/reports", {"account_id": str(bo.pk)}).status_code == 200
    assert Report.objects.count() == 2


def test_H112_nobody_reports_what_they_cannot_see(app_of, ana, bo, make_work):
    hidden = make_work(bo, "für mich", visibility="followers")
    body = {"account_id": str(bo.pk), "status_ids": [str(hidden.pk)]}
    assert app_of(ana).post("/api/v1/reports", body).status_code == 404
    assert app_of(ana).post("/api/v1/reports", {"account_id": "7"}).status_code == 404
    assert app_of(ana).post("/api/v1/reports", {}).status_code == 422
    assert app_of(ana).post("/api/v1/reports", {"account_id": str(ana.pk)}).status_code == 403


# The village about itself


def test_the_village_introduces_itself(anybody, owner):
    told = anybody.json("/api/v2/instance")
    assert told["version"].startswith("4.5.0 (compatible; Li Hua ")
    assert told["api_versions"]["mastodon"] >= 6
    assert told["configuration"]["statuses"]["max_media_attachments"] == 18
    assert told["contact"]["account"]["acct"] == "olga"
    old = anybody.json("/api/v1/instance")
    assert old["version"] == told["version"]
    assert old["uri"] == told["domain"] == "localhost:8000"
    assert old["stats"]["domain_count"] == 0
    assert len(anybody.json("/api/v1/instance/activity")) == 12
    info = anybody.json("/nodeinfo/2.0")
    assert info["software"]["name"] == "lihua"
    assert anybody.json("/.well-known/nodeinfo")["links"][0]["href"].endswith("/nodeinfo/2.0")


def test_the_rules_come_in_the_readers_language(anybody, db):
    from django.test import Client

    from lihua.base.models import SiteOptions
    from lihua.base.options import forget

    SiteOptions.objects.update_or_create(pk=1, defaults={"rules": {"en": ["Be kind."], "zh-Hans": ["请友善。"]}})
    forget()
    assert anybody.json("/api/v1/instance/rules")[0]["text"] == "Be kind."
    told = Client(headers={"Accept-Language": "zh-CN"}).get("/api/v1/instance/rules").json()
    assert told[0]["text"] == "请友善。"
    assert told[0]["translations"]["en"]["text"] == "Be kind."


def test_what_does_not_exist_here_says_so(app_of, ana):
    app = app_of(ana)
    assert app.get("/api/v1/push/subscription").status_code == 404
    assert app.post("/api/v1/push/subscription", {"subscription": {}}).status_code == 422
    assert app.post("/api/v1/lists", {"title": "x"}).status_code == 422
    assert app.get("/api/v1/lists/1").status_code == 404
    assert app.get("/api/v1/streaming/user").status_code == 404
    assert app.get("/api/v1/streaming/health").content == b"OK"
    assert app.post("/api/v1/tags/tea/follow").status_code == 422


def test_the_description_has_no_address_of_another_site(anybody, client, db):
    page = client.get("/api/lihua/docs").content.decode()
    assert "PUT" in page
    assert "/api/lihua/v1/works/{work_id}/translations/{tag}" in page
    assert "//cdn" not in page
    described = anybody.json("/api/lihua/openapi.json")
    assert described["openapi"].startswith("3.")
    assert len(described["paths"]) > 100


def test_a_slash_at_the_end_is_no_other_address(anybody, ana, make_work):
    for number in range(2):
        make_work(ana, f"Nota {number}")
    assert anybody.json("/api/v2/instance/") == anybody.json("/api/v2/instance")
    assert "/api/v1/timelines/public?" in anybody.get("/api/v1/timelines/public/", limit=1)["Link"]


def test_every_refusal_is_in_the_words_of_the_api(anybody):
    for response in (
        anybody.put("/api/v1/timelines/public"),
        anybody.get("/api/"),
        anybody.get("/api/v9/x"),
        anybody.post("/.well-known/nodeinfo"),
    ):
        assert response.status_code in {404, 405}
        assert response.json()["error"]


def test_a_face_is_taken_away(app_of, ana):
    app = app_of(ana)
    assert app.delete("/api/v1/profile/avatar").json()["avatar"].endswith("nobody.png")
    assert app.delete("/api/v1/profile/name").status_code == 404
    assert app.post("/api/v1/accounts").status_code == 403
