"""Entities have exactly the fields that Mastodon 4.5 documents, and ours beside them."""

import re


def fields(names: str) -> set[str]:
    return set(names.split())


ACCOUNT = fields(
    """
    id username acct display_name locked bot discoverable indexable group created_at note url uri avatar
    avatar_static avatar_description header header_static header_description followers_count following_count
    statuses_count last_status_at hide_collections noindex emojis roles fields
    """
)
STATUS = fields(
    """
    id created_at in_reply_to_id in_reply_to_account_id sensitive spoiler_text visibility language uri url
    replies_count reblogs_count favourites_count quotes_count edited_at favourited reblogged muted bookmarked
    content filtered reblog application account media_attachments mentions tags emojis card poll quote
    quote_approval lihua
    """
)
ATTACHMENT = fields(
    """
    id type url preview_url remote_url preview_remote_url text_url meta description blurhash
    """
)
RELATIONSHIP = fields(
    """
    id following showing_reblogs notifying languages followed_by blocking blocked_by muting muting_notifications
    muting_expires_at requested requested_by domain_blocking endorsed note
    """
)
INSTANCE = fields(
    """
    domain title version source_url description usage thumbnail icon languages configuration registrations
    api_versions contact rules
    """
)
INSTANCE_V1 = fields(
    """
    uri title short_description description email version urls stats thumbnail languages registrations
    approval_required invites_enabled configuration contact_account rules
    """
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


def test_an_account(anybody, ana):
    account = anybody.json(f"/api/v1/accounts/{ana.pk}")
    assert set(account) == ACCOUNT
    assert account["id"] == str(ana.pk), "ids are strings: 64 bits do not fit a script's numbers"
    assert account["created_at"].endswith("T00:00:00.000Z")
    assert account["avatar"].startswith("http://")
    assert account["last_status_at"] is None


def test_ones_own_account(app_of, ana):
    account = app_of(ana).json("/api/v1/accounts/verify_credentials")
    assert set(account) == ACCOUNT | {"source", "role"}
    assert set(account["source"]) >= {"privacy", "sensitive", "language", "note", "fields", "follow_requests_count"}
    assert set(account["role"]) == {"id", "name", "permissions", "color", "highlighted"}


def test_a_status(app_of, ana, bo, make_work):
    work = make_work(ana, "Hola @bo #sol", pictures=1)
    status = app_of(bo).json(f"/api/v1/statuses/{work.pk}")
    assert set(status) == STATUS
    assert MOMENT.fullmatch(status["created_at"])
    assert set(status["account"]) == ACCOUNT
    assert set(status["media_attachments"][0]) == ATTACHMENT
    assert set(status["media_attachments"][0]["meta"]["original"]) == {"width", "height", "size", "aspect"}
    assert status["mentions"] == [
        {"id": str(bo.pk), "username": "bo", "acct": "bo", "url": "http://localhost:8000/@bo"}
    ]
    assert status["tags"] == [{"name": "sol", "url": "http://localhost:8000/tags/sol/"}]
    assert status["mentions"][0]["url"] in status["content"], "apps find mentions by their address"
    assert status["tags"][0]["url"] in status["content"]
    assert set(status["quote_approval"]) == {"automatic", "manual", "current_user"}
    assert set(status["lihua"]) == {"kind", "title", "sentences", "translated_into"}
    sentence = status["lihua"]["sentences"][0]
    assert set(sentence) == {"field", "ordinal", "start", "end", "lang", "text", "translation"}
    assert "pinned" in app_of(ana).json(f"/api/v1/statuses/{work.pk}")


def test_a_repost(app_of, ana, bo, make_work):
    work = make_work(ana)
    shared = app_of(bo).post(f"/api/v1/statuses/{work.pk}/reblog").json()
    assert set(shared) == STATUS
    assert set(shared["reblog"]) == STATUS
    assert shared["id"] != shared["reblog"]["id"]
    assert shared["content"] == shared["reblog"]["content"]


def test_a_relationship(app_of, ana, bo):
    assert set(app_of(ana).json(f"/api/v1/accounts/relationships?id[]={bo.pk}")[0]) == RELATIONSHIP


def test_a_notification(app_of, ana, bo, make_work):
    make_work(bo, "你好 @ana")
    notice = app_of(ana).json("/api/v1/notifications")[0]
    assert set(notice) == {"id", "type", "created_at", "group_key", "account", "status"}
    assert set(notice["status"]) == STATUS


def test_the_instance(anybody, owner):
    told = anybody.json("/api/v2/instance")
    assert set(told) == INSTANCE
    assert set(told["configuration"]) >= {
        "urls", "vapid", "accounts", "statuses", "media_attachments", "polls", "translation"
    }  # fmt: skip
    assert set(told["registrations"]) >= {"enabled", "approval_required", "message"}
    assert set(anybody.json("/api/v1/instance")) == INSTANCE_V1


def test_the_smaller_ones(app_of, anybody, ana, bo, make_work):
    work = make_work(ana, "Hola #sol")
    app = app_of(ana)
    assert set(anybody.json("/api/v1/tags/sol")) == {"id", "name", "url", "history", "following", "featuring"}
    assert set(anybody.json(f"/api/v1/statuses/{work.pk}/context")) == {"ancestors", "descendants"}
    assert set(anybody.json(f"/api/v1/statuses/{work.pk}/history")[0]) == {
        "content", "spoiler_text", "sensitive", "created_at", "account", "media_attachments", "emojis"
    }  # fmt: skip
    assert set(anybody.json("/api/v2/search", q="sol")) == {"accounts", "statuses", "hashtags"}
    put = app.post("/api/v1/markers", {"home": {"last_read_id": str(work.pk)}}).json()
    assert set(put["home"]) == {"last_read_id", "version", "updated_at"}
    report = app.post("/api/v1/reports", {"account_id": str(bo.pk)}).json()
    assert set(report) >= {
        "id", "action_taken", "action_taken_at", "category", "comment", "forwarded", "created_at", "status_ids",
        "rule_ids", "target_account",
    }  # fmt: skip
    registered = anybody.post("/api/v1/apps", {"client_name": "A", "redirect_uris": "a://b"}).json()
    assert set(registered) == {
        "id", "name", "website", "scopes", "redirect_uris", "redirect_uri", "vapid_key", "client_id", "client_secret",
        "client_secret_expires_at",
    }  # fmt: skip
    assert set(anybody.get("/api/v1/statuses/1").json()) == {"error"}
