from django.urls import path, re_path

from lihua.people.views import arriving, relating, settings

app_name = "people"


def _verb(verb: str) -> object:
    return path(f"@<str:handle>/{verb}", relating.relate, {"verb": verb}, name=verb)


urlpatterns = [
    path("join/<str:code>", arriving.join, name="join"),
    path("welcome", arriving.first_steps, name="first_steps"),
    path("welcome/back", arriving.reopen, name="reopen"),
    path("welcome/<slug:step>", arriving.first_steps, name="step"),
    path("applications", arriving.applications, name="applications"),
    *(_verb(verb) for verb in ("follow", "unfollow", "mute", "unmute", "block", "unblock", "remove")),
    path("settings", settings.overview, name="settings"),
    path("settings/profile", settings.profile, name="settings_profile"),
    path("settings/languages", settings.languages, name="settings_languages"),
    path("settings/languages/forget", settings.forget_languages, name="forget_languages"),
    path("settings/privacy", settings.privacy, name="settings_privacy"),
    path("settings/age", settings.age, name="settings_age"),
    path("settings/requests", settings.requests, name="requests"),
    re_path(
        r"^settings/requests/(?P<pk>\d{1,19})/(?P<verb>accept|decline)$", relating.answer_request, name="answer_request"
    ),
    path("settings/invitations", settings.invitations, name="invitations"),
    path("settings/invitations/<int:pk>/take-back", settings.take_back_invitation, name="take_back_invitation"),
    path("settings/close", settings.close, name="close"),
    path("closing", settings.closing, name="closing"),
]
