"""Telling a person: what happened, grouped, read or not, live.

Owns Notice. Announces nothing. May call people and below; renderers are wired from above.
"""
