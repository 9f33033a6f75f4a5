from django.urls import path, register_converter

from lihua.works.converters import WorkIdConverter
from lihua.works.views import asking, filling, mending, naming, reacting, showing, translating, wordwise, writing

register_converter(WorkIdConverter, "work_id")

app_name = "works"
urlpatterns = [
    path("publish", writing.write, name="write"),
    path("publish/suggest", writing.suggest, name="suggest"),
    path("publish/pictures", writing.pictures, name="pictures"),
    path("publish/language", writing.detect, name="detect"),
    path("drafts/<uuid:key>", writing.draft, name="draft"),
    path("drafts/<uuid:key>/discard", writing.discard_draft, name="discard_draft"),
    path("waiting", asking.waiting, name="waiting"),
    path("waiting/<work_id:ask_id>/let-go", asking.let_go, name="let_go"),
    path("waiting/<work_id:ask_id>/take-up", asking.take_up, name="take_up"),
    path("works/fill", filling.fill, name="fill"),
    path("works/<work_id:work_id>", showing.work, name="work"),
    path("works/<work_id:work_id>/reading", showing.reading, name="reading"),
    path("works/<work_id:work_id>/answers", showing.answers, name="answers"),
    path("works/<work_id:work_id>/words", wordwise.words, name="words"),
    path("works/<work_id:work_id>/history", showing.history, name="history"),
    path("works/<work_id:work_id>/edit", writing.edit, name="edit"),
    path("works/<work_id:work_id>/language", writing.language_of, name="language"),
    path("works/<work_id:work_id>/withdraw", writing.withdraw, name="withdraw"),
    path("works/<work_id:work_id>/undo", writing.undo, name="undo"),
    path("works/<work_id:work_id>/reply", writing.reply, name="reply"),
    *(
        path(f"works/<work_id:work_id>/{verb}", reacting.react, {"verb": verb}, name=verb)
        for verb in ("like", "unlike", "save", "unsave", "repost", "unrepost")
    ),
    path("works/<work_id:work_id>/ask", asking.ask, name="ask"),
    path("works/<work_id:work_id>/translate", translating.translate, name="translate"),
    path("works/<work_id:work_id>/translate/<str:tag>", translating.translate_into, name="translate_into"),
    path(
        "works/<work_id:work_id>/sentences/<str:tag>/<str:field>/<int:ordinal>",
        mending.sentence,
        name="sentence",
    ),
    path(
        "works/<work_id:work_id>/sentences/<str:tag>/<str:field>/<int:ordinal>/suggest",
        mending.suggest,
        name="suggest_sentence",
    ),
    path("suggestions/<work_id:suggestion_id>/<str:deed>", mending.decide, name="decide_suggestion"),
    path("works/<work_id:work_id>/correct-me", mending.correct_me, name="correct_me"),
    path("waiting/sentences", mending.waiting_sentences, name="waiting_sentences"),
    path("translations/<work_id:translation_id>/revert", translating.revert, name="revert"),
    path("tags/<str:name>/names", naming.names, name="names"),
    path("joinings/<int:pk>/<str:verb>", naming.decide, name="decide_joining"),
]
