import pytest

PATHS = [
    "/api/v1/accounts/verify_credentials",
    "/api/v1/timelines/home",
    "/api/v1/timelines/public",
    "/api/v1/instance",
    "/api/v2/instance",
    "/api/v1/instance/rules",
    "/api/v1/instance/peers",
    "/api/v1/instance/activity",
    "/api/v1/preferences",
    "/api/v1/filters",
    "/api/v2/filters",
    "/api/v1/lists",
    "/api/v1/markers",
    "/api/v1/custom_emojis",
    "/api/v1/announcements",
    "/api/v1/trends/tags",
    "/api/v1/trends/statuses",
    "/api/v1/trends/links",
    "/api/v1/suggestions",
    "/api/v2/suggestions",
    "/api/v1/featured_tags",
    "/api/v1/endorsements",
    "/api/v1/followed_tags",
    "/api/v1/conversations",
    "/api/v1/streaming/health",
    "/api/v1/notifications",
    "/api/v1/follow_requests",
    "/api/v1/blocks",
    "/api/v1/mutes",
    "/api/v1/favourites",
    "/api/v1/bookmarks",
    "/api/v1/notifications/unread_count",
    "/api/v1/apps/verify_credentials",
    "/nodeinfo/2.0",
    "/.well-known/nodeinfo",
    "/.well-known/oauth-authorization-server",
    "/api/lihua/openapi.json",
    "/api/lihua/docs",
]


@pytest.mark.parametrize("path", PATHS)
def test_what_apps_ask_for_when_they_start_is_there(path, app_of, ana, bo, make_work):
    make_work(ana, "Hola a todos. #café @bo", title="Un título", kind="note", pictures=1)
    assert app_of(ana).get(path).status_code == 200
