"""Running it: the command line, health, backup and restore, the demo village.

Owns SiteOptions. May call every room below.
"""
