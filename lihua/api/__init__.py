"""The Mastodon client API and our own beside it: the same verbs as the pages.

Owns markers; applications and tokens are rows of allauth.idp.oidc. Announces nothing. May call every room below.
`entities` say how rows look in JSON, `mastodon` and `village` which addresses there are, `views` are OAuth and pages.
"""
