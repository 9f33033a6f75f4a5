from django.urls import path, re_path

from lihua.discovery.views import exploring, finding, persons, words

app_name = "discovery"

_HANDLE = r"^@(?P<handle>[A-Za-z0-9_]{2,40})"

urlpatterns = [
    path("", exploring.explore, name="explore"),
    path("following", exploring.following, name="following"),
    path("new", exploring.new_neighbours, name="new_neighbours"),
    path("newest", exploring.newest, name="newest"),
    path("channel/<slug:slug>", exploring.channel, name="channel"),
    path("how", exploring.how, name="how"),
    path("tags/<str:name>/", exploring.tag, name="tag"),
    path("search", finding.search, name="search"),
    path("words/used", words.word_used, name="word_used"),
    path("words/say", words.say, name="say"),
    re_path(_HANDLE + r"$", persons.person, {"tab": "works"}, name="person"),
    re_path(_HANDLE + r"/(?P<tab>replies|pictures)$", persons.person, name="person_tab"),
    re_path(_HANDLE + r"/(?P<which>followers|following)$", persons.network, name="network"),
]
