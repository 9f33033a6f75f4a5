"""The published item: note, short post, reply, repost; its sentences, translations, tags and reactions.

Announces WorkPublished, WorkEdited, WorkRemoved, WorkReposted, WorkLiked, TranslationMade, TranslationAsked.
May call media, notifications, people and below.
"""
