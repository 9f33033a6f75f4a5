"""Li Hua: a social home for people who do not share a language."""

__version__ = "0.1.0"
