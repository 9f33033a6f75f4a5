"""Who is here: accounts that log in, persons that are seen, their languages, follows, mutes and blocks.

Announces PersonFollowed, FollowRequested, PersonErased. May call language, ui and base.
"""
