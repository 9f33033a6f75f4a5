"""What readers gather: boards and what is saved on them.

Owns Board and BoardItem. Announces nothing. May call works and below.
"""
