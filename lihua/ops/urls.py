from django.urls import path

from lihua.ops.views import engines, health

app_name = "ops"
urlpatterns = [
    path("health", health.health, name="health"),
    path("health/constant", health.constant, name="constant"),
    path("settings/engines", engines.overview, name="engines"),
    path("settings/engines/packs", engines.packs, name="packs"),
    path("settings/engines/packs/want", engines.want, name="want_pack"),
    path("settings/engines/packs/remove", engines.remove, name="remove_pack"),
    path("settings/engines/packs/look", engines.look, name="look_for_packs"),
    path("settings/engines/<slug:key>", engines.decide, name="decide_engine"),
]
