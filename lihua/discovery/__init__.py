"""Every list of works: explore, following, newest, channels, a person's page, a tag's page, search.

Owns the search index. Announces nothing. May call works and below.
"""
