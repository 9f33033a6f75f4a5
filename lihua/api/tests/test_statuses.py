import pytest
from django.test import Client


def publish(app, **words):
    response = app.post("/api/v1/statuses", words)
    assert response.status_code == 200, response.content
    return response.json()


def test_an_app_publishes_and_reads_what_it_published(app_of, ana):
    app = app_of(ana)
    made = publish(app, status="Hola a todos.\n\nOtra línea. #café", language="es", visibility="unlisted")
    assert made["visibility"] == "unlisted"
    assert made["language"] == "es"
    assert made["account"]["acct"] == "ana"
    assert made["tags"][0]["name"] == "café"
    assert made["content"].startswith("<p>Hola a todos.</p><p>Otra línea. <a ")
    assert 'rel="tag"' in made["content"]
    assert app.json(f"/api/v1/statuses/{made['id']}") == made


def test_a_status_says_what_is_ours(app_of, bo):
    made = publish(app_of(bo), status="你好。今天下雨。", title="雨", kind="note")
    assert made["language"] == "zh-Hans"
    ours = made["lihua"]
    assert ours["kind"] == "note"
    assert ours["title"] == "雨"
    assert ours["translated_into"] == []
    assert [
        (one["field"], one["ordinal"], one["start"], one["end"], one["lang"], one["text"], one["translation"])
        for one in ours["sentences"]
    ] == [
        ("title", 0, 0, 1, "zh-Hans", "雨", None),
        ("body", 0, 0, 3, "zh-Hans", "你好。", None),
        ("body", 1, 3, 8, "zh-Hans", "今天下雨。", None),
    ]
    assert "<strong>雨</strong>" in made["content"]


def test_each_reader_gets_the_translation_they_would_read(app_of, ana, bo, eve, make_work, anybody):
    work = make_work(bo, "你好。今天下雨。")
    app_of(ana).put(f"/api/lihua/v1/works/{work.pk}/translations/es", {"sentences": {"body:0": "Hola."}})
    app_of(eve).put(f"/api/lihua/v1/works/{work.pk}/translations/en", {"sentences": {"body:1": "It rains."}})

    def seen(app):
        ours = app.json(f"/api/v1/statuses/{work.pk}")["lihua"]
        assert ours["translated_into"] == ["en", "es"]
        return [sentence["translation"] for sentence in ours["sentences"]]

    spanish = {"lang": "es", "text": "Hola.", "by": "ana", "stale": False}
    english = {"lang": "en", "text": "It rains.", "by": "eve", "stale": False}
    assert seen(app_of(ana)) == [spanish, english], "she reads Spanish first, then English"
    assert seen(app_of(eve)) == [None, english]
    assert seen(app_of(bo)) == [None, None], "he reads the original"
    assert seen(anybody) == [None, None], "nobody said a language"
    told = Client(headers={"Accept-Language": "en"}).get(f"/api/v1/statuses/{work.pk}").json()
    assert [sentence["translation"] for sentence in told["lihua"]["sentences"]] == [None, english]


def test_the_same_idempotency_key_publishes_once(app_of, ana, bo):
    app = app_of(ana)
    first = app.post("/api/v1/statuses", {"status": "Once"}, **{"Idempotency-Key": "k-1"}).json()
    again = app.post("/api/v1/statuses", {"status": "Once"}, **{"Idempotency-Key": "k-1"}).json()
    assert first["id"] == again["id"]
    assert ana.works.count() == 1
    other = app_of(bo).post("/api/v1/statuses", {"status": "Mine"}, **{"Idempotency-Key": "k-1"}).json()
    assert other["account"]["acct"] == "bo", "a key is one's own"
    assert app.post("/api/v1/statuses", {"status": "Twice"}, **{"Idempotency-Key": "k-2"}).json()["id"] != first["id"]


def test_a_private_message_is_refused_with_a_reason(app_of, ana):
    response = app_of(ana).post("/api/v1/statuses", {"status": "Psst", "visibility": "direct"})
    assert response.status_code == 422
    assert "private messages do not exist here yet" in response.json()["error"]
    assert not ana.works.exists()


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"status": "   "},
        {"status": "x" * 10_001},
        {"status": "x", "kind": "short", "spoiler_text": "w" * 301},
        {"status": "x", "title": "t" * 121},
        {"status": "x", "visibility": "everyone"},
        {"status": "x", "kind": "reply"},
        {"status": "x", "kind": "repost"},
        {"status": "x", "media_ids": ["1"]},
        {"status": "x", "poll": {"options": ["a", "b"]}},
        {"status": "x", "scheduled_at": "2030-01-01T00:00:00Z"},
        {"status": ["x"]},
        {"status": "x", "sensitive": "perhaps"},
        {"status": "x", "in_reply_to_id": "1"},
        {"status": "#" + " #".join(f"t{n}" for n in range(10_000))},
    ],
)
def test_what_cannot_be_published_is_refused_with_a_reason(app_of, ana, words):
    response = app_of(ana).post("/api/v1/statuses", words)
    assert response.status_code in {404, 422}, response.content
    assert response.json()["error"]
    assert not ana.works.exists()


def test_what_is_not_even_a_request_is_refused(app_of, ana):
    app = app_of(ana)
    for body in (b"{", b"[1]", b'"x"', b'{"status": "\\ud800"}', b'{"status": "a\\u0000b"}', b"\xff"):
        response = app.client.post("/api/v1/statuses", body, content_type="application/json")
        assert response.status_code == 400, body
        assert response.json()["error"]
    assert app.form("/api/v1/statuses", {"status": "a\0b"}).status_code == 400
    assert not ana.works.exists()


def test_words_may_come_as_a_form_too(app_of, ana, make_asset):
    asset = make_asset(ana, alt="Una casa")
    response = app_of(ana).form(
        "/api/v1/statuses", {"status": "Mi casa", "media_ids[]": [str(asset.pk)], "sensitive": "true"}
    )
    made = response.json()
    assert made["sensitive"] is True
    picture = made["media_attachments"][0]
    assert picture["type"] == "image"
    assert picture["description"] == "Una casa"
    assert picture["meta"]["original"]["width"] == 1200
    assert picture["meta"]["focus"] == {"x": 0.0, "y": 0.0}
    assert picture["url"].startswith("http")


def test_H074_nobody_attaches_the_picture_of_another(app_of, ana, bo, make_asset):
    asset = make_asset(bo)
    assert app_of(ana).post("/api/v1/statuses", {"media_ids": [str(asset.pk)]}).status_code == 422
    response = app_of(ana).post(
        "/api/v1/statuses", {"status": "x", "author_id": bo.pk, "state": "held", "likes_count": 9, "id": "7"}
    )
    assert response.json()["account"]["acct"] == "ana"
    assert response.json()["favourites_count"] == 0


def test_a_picture_that_is_not_ready_waits(app_of, ana, make_asset):
    asset = make_asset(ana, state="uploaded")
    response = app_of(ana).post("/api/v1/statuses", {"media_ids": [str(asset.pk)]})
    assert response.status_code == 422
    assert "have not finished processing" in response.json()["error"]


def test_an_app_that_knows_no_kinds_writes_short_posts_and_notes_where_needed(app_of, ana, make_asset):
    app = app_of(ana)
    assert publish(app, status="Breve")["lihua"]["kind"] == "short"
    assert publish(app, status="Larga. " * 400)["lihua"]["kind"] == "note"
    many = [str(make_asset(ana).pk) for _ in range(6)]
    assert publish(app, status="Fotos", media_ids=many)["lihua"]["kind"] == "note"


def test_a_status_is_edited_and_its_history_kept(app_of, ana):
    app = app_of(ana)
    made = publish(app, status="Hola.", title="Saludo", kind="note", spoiler_text="aviso")
    path = f"/api/v1/statuses/{made['id']}"
    edited = app.put(path, {"status": "Hola, mundo."}).json()
    assert edited["edited_at"]
    assert edited["lihua"]["title"] == "Saludo", "what is not sent stays"
    assert edited["spoiler_text"] == "aviso"
    assert "Hola, mundo." in edited["content"]
    versions = app.json(f"{path}/history")
    assert ["mundo" in version["content"] for version in versions] == [False, True]
    assert app.json(f"{path}/source") == {
        "id": made["id"],
        "text": "Hola, mundo.",
        "spoiler_text": "aviso",
        "lihua": {"title": "Saludo"},
    }


def test_only_the_author_edits_deletes_and_sees_the_source(app_of, ana, bo, make_work):
    work = make_work(ana)
    other = app_of(bo)
    path = f"/api/v1/statuses/{work.pk}"
    assert other.put(path, {"status": "Mine"}).status_code == 404
    assert other.delete(path).status_code == 404
    assert other.get(f"{path}/source").status_code == 404
    assert other.get(path).status_code == 200


def test_a_deleted_status_answers_with_its_source_and_is_gone(app_of, ana, anybody):
    app = app_of(ana)
    made = publish(app, status="Adiós a todos")
    gone = app.delete(f"/api/v1/statuses/{made['id']}")
    assert gone.json()["text"] == "Adiós a todos"
    assert app.get(f"/api/v1/statuses/{made['id']}").status_code == 404
    assert anybody.get(f"/api/v1/statuses/{made['id']}").json() == {"error": "Record not found"}


def test_a_thread_is_read_from_any_place(app_of, ana, bo, make_work, anybody):
    head = make_work(ana, "Uno")
    first = make_work(bo, "二", reply_to=head.pk)
    second = make_work(ana, "Tres", reply_to=first.pk)
    third = make_work(bo, "四", reply_to=head.pk)
    context = anybody.json(f"/api/v1/statuses/{head.pk}/context")
    assert [status["id"] for status in context["descendants"]] == [str(w.pk) for w in (first, second, third)]
    context = anybody.json(f"/api/v1/statuses/{second.pk}/context")
    assert [status["id"] for status in context["ancestors"]] == [str(head.pk), str(first.pk)]
    reply = anybody.json(f"/api/v1/statuses/{first.pk}")
    assert reply["in_reply_to_id"] == str(head.pk)
    assert reply["in_reply_to_account_id"] == str(ana.pk)
    assert reply["lihua"]["kind"] == "reply"


def test_likes_saves_and_reposts_are_made_and_undone(app_of, ana, bo, make_work):
    work, app = make_work(ana), app_of(bo)
    path = f"/api/v1/statuses/{work.pk}"
    for verb, field, counter in (
        ("favourite", "favourited", "favourites_count"),
        ("bookmark", "bookmarked", None),
    ):
        done = app.post(f"{path}/{verb}").json()
        assert done[field] is True
        assert counter is None or done[counter] == 1
        assert app.post(f"{path}/{verb}").json() == done, "twice is once"
        assert app.post(f"{path}/un{verb}").json()[field] is False
    shared = app.post(f"{path}/reblog").json()
    assert shared["reblog"]["id"] == str(work.pk)
    assert shared["reblog"]["reblogged"] is True
    assert shared["account"]["acct"] == "bo"
    assert [person["acct"] for person in app.json(f"{path}/reblogged_by")] == ["bo"]
    assert app.post(f"{path}/unreblog").json()["reblogged"] is False
    app.post(f"{path}/favourite")
    assert [person["acct"] for person in app.json(f"{path}/favourited_by")] == ["bo"]


def test_a_note_for_followers_is_for_followers(app_of, ana, bo, make_work, anybody):
    from lihua.people.actions import follow

    made = publish(app_of(ana), status="Solo para vosotros", visibility="private")
    assert made["visibility"] == "private"
    path = f"/api/v1/statuses/{made['id']}"
    for app in (anybody, app_of(bo)):
        for rest in ("", "/context", "/history", "/favourited_by", "/reblogged_by"):
            assert app.get(path + rest).status_code == 404
    for verb in ("favourite", "bookmark", "reblog", "translate"):
        assert app_of(bo).post(f"{path}/{verb}").status_code == 404
    follow(bo, ana)
    assert app_of(bo).get(path).status_code == 200
    assert app_of(bo).post(f"{path}/reblog").status_code == 403


def test_pictures_of_a_note_for_followers_have_addresses_for_the_reader_alone(app_of, ana, bo, make_work):
    from lihua.people.actions import follow

    follow(bo, ana)
    work = make_work(ana, "x", pictures=1, visibility="followers")
    address = app_of(bo).json(f"/api/v1/statuses/{work.pk}")["media_attachments"][0]["url"]
    assert "?pass=" in address
    assert "pass=" not in app_of(ana).json("/api/v1/timelines/public", limit=1).__repr__()


def test_H079_somebody_blocked_sees_and_does_nothing(app_of, ana, cleo, make_work):
    work = make_work(ana, "Hola #sol", pictures=1)
    app = app_of(cleo)
    path = f"/api/v1/statuses/{work.pk}"
    for rest in ("", "/context", "/history", "/favourited_by", "/reblogged_by", "/card"):
        assert app.get(path + rest).status_code == 404
    for verb in ("favourite", "bookmark", "reblog", "translate"):
        assert app.post(f"{path}/{verb}").status_code == 404
    assert app.post("/api/v1/statuses", {"status": "Hey", "in_reply_to_id": str(work.pk)}).status_code == 404
    assert app.get(f"/api/lihua/v1/works/{work.pk}/translations").status_code == 404
    for listed in (
        "/api/v1/timelines/public",
        "/api/v1/timelines/tag/sol",
        f"/api/v1/accounts/{ana.pk}/statuses",
        f"/api/v1/accounts/{ana.pk}/followers",
    ):
        assert app.json(listed) == []
    assert app.post(f"/api/v1/accounts/{ana.pk}/follow").status_code == 403


def test_translate_gives_what_people_made(app_of, ana, bo, make_work):
    work = make_work(bo, "你好。今天下雨。", title="雨天", kind="note")
    app = app_of(ana)
    sentences = {"body:0": "Hola.", "body:1": "Hoy llueve."}
    app.put(f"/api/lihua/v1/works/{work.pk}/translations/es", {"sentences": sentences})
    made = app.post(f"/api/v1/statuses/{work.pk}/translate").json()
    assert "Hola. Hoy llueve." in made["content"]
    assert made["language"] == "es"
    assert made["detected_source_language"] == "zh"
    assert made["provider"] == "Ana"


def test_translate_without_people_and_engine_is_unavailable(app_of, ana, bo, make_work):
    work = make_work(bo, "你好。")
    response = app_of(ana).post(f"/api/v1/statuses/{work.pk}/translate", {"lang": "fr"})
    assert response.status_code == 503
    assert response.json()["error"] == "Service Unavailable"
    assert app_of(bo).post(f"/api/v1/statuses/{work.pk}/translate").status_code == 403, "it is his own language"
    assert app_of(bo).post(f"/api/v1/statuses/{work.pk}/translate", {"lang": "xx-nonsense"}).status_code == 422


def test_an_address_with_no_id_in_it_names_nothing(anybody):
    for wrong in ("abc", "0x1", "9" * 30, "1.5", "-1", "１２"):
        assert anybody.get(f"/api/v1/statuses/{wrong}").status_code == 404
    assert anybody.get("/api/v1/nowhere").json()["error"] == "Not Found"


def test_an_app_says_the_language_without_a_new_version(ana, app_of):
    app = app_of(ana)
    made = publish(app, status="ok, no problem")
    corrected = app.put(f"/api/v1/statuses/{made['id']}", {"language": "en"}).json()
    assert (corrected["language"], corrected["edited_at"]) == ("en", None)
    assert {sentence["lang"] for sentence in corrected["lihua"]["sentences"]} == {"en"}
    assert publish(app, status="ok")["language"] == "en", "remembered"


def test_each_sentence_is_in_its_own_language(bo, app_of):
    made = publish(app_of(bo), status="今天学了一句英语，很喜欢。\nPractice makes perfect, as they say.")
    assert made["language"] == "zh-Hans"
    assert [sentence["lang"] for sentence in made["lihua"]["sentences"]] == ["zh-Hans", "en"]
