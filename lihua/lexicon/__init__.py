"""The village's own words, and what opens when a word is tapped.

Owns GlossaryEntry, Explanation, their Revision and Vote, and KeptWord ("my words"). Announces EntryChanged. May call
people, language and below. Works are known to it by number only. How words are tapped and found: docs/rooms/lexicon.md.
"""
