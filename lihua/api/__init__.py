"""The Mastodon client API and our own beside it: the same verbs as the pages.

Owns OAuth applications, tokens and idempotency keys. May call every room below.
"""
