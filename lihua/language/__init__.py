"""Text in, text out: detect, cut into sentences, fold for search, translate by machine.

Owns MachineSentence, the cache that pays for a sentence once. Announces nothing. May call base.
"""
