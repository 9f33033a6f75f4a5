from django.urls import path

from lihua.lexicon.views import glossary, looking, words

app_name = "lexicon"

urlpatterns = [
    path("words/look", looking.word, name="word"),
    path("words", words.mine, name="words"),
    path("words/keep", words.keep, name="keep"),
    path("words/export", words.export, name="export"),
    path("words/<int:pk>/forget", words.forget, name="forget"),
    path("words/<int:pk>/known", words.known, name="known"),
    path("glossary", glossary.entries, name="glossary"),
    path("glossary/add", glossary.add, name="add"),
    path("glossary/<int:pk>", glossary.entry, name="entry"),
    path("glossary/<int:pk>/edit", glossary.edit, name="edit"),
    path("glossary/<int:pk>/history", glossary.history, name="history"),
    path("glossary/<int:pk>/explain", glossary.explain, name="explain"),
    path("glossary/<int:pk>/vote", glossary.vote, name="vote"),
    path("glossary/<int:pk>/unvote", glossary.unvote, name="unvote"),
    path("glossary/<int:pk>/withdraw", glossary.withdraw, name="withdraw"),
    path("glossary/<int:pk>/undo", glossary.undo, name="undo"),
    path("glossary/explanations/<int:pk>/edit", glossary.edit_explanation, name="edit_explanation"),
    path("glossary/explanations/<int:pk>/vote", glossary.vote_explanation, name="vote_explanation"),
    path("glossary/explanations/<int:pk>/unvote", glossary.unvote_explanation, name="unvote_explanation"),
    path("glossary/explanations/<int:pk>/withdraw", glossary.withdraw_explanation, name="withdraw_explanation"),
    path("glossary/explanations/<int:pk>/undo", glossary.undo_explanation, name="undo_explanation"),
]
