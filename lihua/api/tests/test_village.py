"""What is ours: boards, people's translations, what waits."""

import pytest


def test_a_board_is_made_filled_ordered_and_taken_away(app_of, ana, bo, make_work):
    app = app_of(ana)
    made = app.post("/api/lihua/v1/boards", {"title": "Té", "description": "Todo sobre té", "is_public": True})
    assert made.status_code == 201
    board = made.json()
    path = f"/api/lihua/v1/boards/{board['id']}"
    works = [make_work(bo, f"茶 {number}") for number in range(3)]
    items = [app.post(f"{path}/items", {"work_id": str(w.pk), "note": f"n{w.pk}"}).json() for w in works]
    listed = app.json(f"{path}/items")
    assert [item["status"]["id"] for item in listed["items"]] == [str(w.pk) for w in reversed(works)]
    assert listed["items"][0]["note"] == f"n{works[2].pk}"
    assert app.put(f"{path}/order", {"item_ids": [item["id"] for item in items]}).status_code == 204
    listed = app.json(f"{path}/items")
    assert [item["id"] for item in listed["items"]] == [item["id"] for item in items]
    first = app.json(f"{path}/items", limit=2)
    rest = app.json(f"{path}/items", limit=2, after=first["after"])
    assert [item["id"] for item in [*first["items"], *rest["items"]]] == [item["id"] for item in items]
    assert app.delete(f"{path}/items/{works[0].pk}").status_code == 204
    assert app.delete(f"{path}/items/{works[0].pk}").status_code == 404
    assert app.json(path)["items_count"] == 2
    assert app.patch(path, {"title": "Tés"}).json()["title"] == "Tés"
    assert [entry["title"] for entry in app.json("/api/lihua/v1/boards")] == ["Tés"]
    assert [entry["title"] for entry in app_of(bo).json(f"/api/lihua/v1/people/{ana.pk}/boards")] == ["Tés"]
    assert app.delete(path).status_code == 204
    assert app.get(path).status_code == 404


def test_H069_a_board_is_changed_by_its_owner_and_seen_as_she_wants(app_of, anybody, ana, bo, cleo, make_work):
    app = app_of(ana)
    path = f"/api/lihua/v1/boards/{app.post('/api/lihua/v1/boards', {'title': 'Privado'}).json()['id']}"
    work = make_work(bo, "茶")
    for other in (anybody, app_of(bo)):
        assert other.get(path).status_code == 404
        assert other.get(f"{path}/items").status_code == 404
    app.patch(path, {"is_public": True})
    assert anybody.get(path).status_code == 200
    assert app_of(cleo).get(path).status_code == 404
    for response in (
        app_of(bo).patch(path, {"title": "Mine"}),
        app_of(bo).delete(path),
        app_of(bo).post(f"{path}/items", {"work_id": str(work.pk)}),
        app_of(bo).delete(f"{path}/items/{work.pk}"),
        app_of(bo).put(f"{path}/order", {"item_ids": []}),
    ):
        assert response.status_code == 404
    assert app_of(ana, "read").patch(path, {"title": "x"}).status_code == 403


def test_H071_each_item_of_a_board_is_asked_for(app_of, ana, bo, make_work):
    from lihua.people.actions import follow, unfollow

    follow(ana, bo)
    app = app_of(ana)
    path = f"/api/lihua/v1/boards/{app.post('/api/lihua/v1/boards', {'title': 'B', 'is_public': True}).json()['id']}"
    hidden = make_work(bo, "给关注者", visibility="followers")
    app.post(f"{path}/items", {"work_id": str(hidden.pk)})
    assert app_of(bo).json(f"{path}/items")["items"]
    unfollow(ana, bo)
    told = app.json(f"{path}/items")
    assert told["items"] == []
    assert told["missing"] == 1
    assert app.post(f"{path}/items", {"work_id": str(hidden.pk)}).status_code == 404


@pytest.mark.parametrize("words", [{}, {"title": ""}, {"title": "x" * 81}, {"title": ["x"]}, {"title": None}])
def test_a_board_that_does_not_fit_is_refused(app_of, ana, words):
    response = app_of(ana).post("/api/lihua/v1/boards", words)
    assert response.status_code == 422
    assert response.json()["error"]


def test_people_translate_with_credit_and_history(app_of, anybody, ana, bo, eve, make_work):
    work = make_work(bo, "你好。今天下雨。")
    path = f"/api/lihua/v1/works/{work.pk}/translations"
    assert app_of(ana).put(f"{path}/es", {"sentences": {"body:0": "Hola."}}).status_code == 200
    assert app_of(eve).put(f"{path}/es", {"sentences": {"body:0": "¡Hola!", "body:1": "Llueve."}}).status_code == 200
    overview = anybody.json(path)
    assert [sentence["key"] for sentence in overview["sentences"]] == ["body:0", "body:1"]
    (spanish,) = overview["translations"]
    assert spanish["name"] == "Español"
    assert (spanish["sentences"], spanish["stale"], spanish["is_whole"], spanish["by"]) == (2, 0, True, ["eve"])
    assert anybody.json(f"{path}/es")["sentences"]["body:0"]["text"] == "¡Hola!"
    history = anybody.json(f"{path}/es/history", sentence="body:0")
    assert [(entry["by"], entry["is_current"]) for entry in history] == [("eve", True), ("ana", False)]
    app_of(bo).put(f"/api/v1/statuses/{work.pk}", {"status": "你好。今天下雪。"})
    assert anybody.json(f"{path}/es")["sentences"]["body:1"]["stale"] is True
    assert anybody.json(f"{path}/es")["sentences"]["body:0"]["stale"] is False


@pytest.mark.parametrize(
    ("tag", "sentences", "status"),
    [
        ("es", {}, 422),
        ("es", {"body:9": "x"}, 422),
        ("es", {"body": "x"}, 422),
        ("es", {"nothing:0": "x"}, 422),
        ("es", {"body:0": "x" * 5001}, 422),
        ("es", {"body:0": 7}, 422),
        ("es", {f"body:{n}": "x" for n in range(501)}, 422),
        ("zh-Hans", {"body:0": "x"}, 422),
        ("nonsense-tag", {"body:0": "x"}, 422),
    ],
)
def test_a_translation_that_does_not_fit_is_refused(app_of, ana, bo, make_work, tag, sentences, status):
    work = make_work(bo, "你好。")
    response = app_of(ana).put(f"/api/lihua/v1/works/{work.pk}/translations/{tag}", {"sentences": sentences})
    assert response.status_code == status
    assert response.json()["error"]
    assert not work.translations.exists()


def test_a_translation_is_text_and_nothing_else(app_of, ana, bo, make_work):
    work = make_work(bo, "你好。")
    path = f"/api/lihua/v1/works/{work.pk}/translations/es"
    app_of(ana).put(path, {"sentences": {"body:0": "<img src=x onerror=alert(1)> Hola"}})
    made = app_of(ana).post(f"/api/v1/statuses/{work.pk}/translate").json()
    assert "<img" not in made["content"]
    assert "&lt;img" in made["content"]


def test_the_village_is_asked_for_a_translation_once(app_of, ana, bo, make_work, anybody):
    work = make_work(bo, "你好。")
    path = f"/api/lihua/v1/works/{work.pk}/translations/es/ask"
    first = app_of(ana).post(path)
    assert first.status_code == 200
    assert first.json()["into"] == "es"
    assert app_of(ana).post(path).json()["id"] == first.json()["id"]
    assert anybody.post(path).status_code == 401
    assert app_of(ana, "read").post(path).status_code == 403


def test_what_waits_is_listed_and_let_go(app_of, ana, bo, eve, make_work):
    work = make_work(bo, "你好 @ana")
    app = app_of(ana)
    (waiting,) = app.json("/api/lihua/v1/waiting")["waiting"]
    assert (waiting["kind"], waiting["asked_by"], waiting["into"]) == ("mention", "bo", None)
    assert waiting["status"]["id"] == str(work.pk)
    assert app_of(eve).post(f"/api/lihua/v1/waiting/{waiting['id']}/let_go").status_code == 404
    assert app.post(f"/api/lihua/v1/waiting/{waiting['id']}/let_go").status_code == 204
    assert app.json("/api/lihua/v1/waiting") == {"waiting": [], "before": None}
    app_of(eve).post(f"/api/lihua/v1/works/{work.pk}/translations/en/ask")


def test_an_app_reads_and_corrects_the_words_on_ones_pictures(app_of, ana, bo, make_asset):
    from lihua.media.models import PictureText

    asset = make_asset(ana)
    path = f"/api/lihua/v1/media/{asset.pk}/words"
    app = app_of(ana)
    assert app.json(path)["version"] == 0
    lines = [{"text": "奶荼", "box": [0.1, 0.1, 0.5, 0.1], "confidence": 0.9}]
    PictureText.objects.create(asset=asset, lines=lines, language="zh-Hans")
    assert app.json(path)["lines"][0]["text"] == "奶荼"
    said = app.put(path, {"lines": ["奶茶", "¥12"]}).json()
    assert [(line["text"], line["box"]) for line in said["lines"]] == [("奶茶", [0.1, 0.1, 0.5, 0.1]), ("¥12", None)]
    assert (said["source"], said["version"]) == ("author", 2)
    assert app.put(path, {"lines": ["x" * 501]}).status_code == 422
    assert app.put(path, {}).status_code == 422
    assert app_of(bo).get(path).status_code == 404
    assert app_of(bo).put(path, {"lines": ["HACK"]}).status_code == 404
    assert app.put(path, {"is_text": False}).json()["lines"] == []
