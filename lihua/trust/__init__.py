"""Keeping people safe: reports, cases, decisions, appeals and the public log.

Announces nothing; it decides and the rooms below carry out. May call discovery, library, works and below.
"""
