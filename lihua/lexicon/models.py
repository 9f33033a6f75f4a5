"""Words that people here explain to each other, and words that a person keeps.

A work is named by its number alone, never by a foreign key: works stand a floor above, and a number is a link.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua import language
from lihua.base.models import Snowflake
from lihua.people.models import Person


class Kind(models.TextChoices):
    SLANG = "slang", _("Slang")
    MEME = "meme", _("Meme")
    NAME = "name", _("Name")
    TERM = "term", _("Term")


class State(models.TextChoices):
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")  # by who wrote it; can be put back for a while, then erased
    REMOVED = "removed", _("Removed")  # by the desk


class GlossaryEntry(Snowflake):
    """A word of one language that the dictionary does not know, or not so: 猫税, yyds, no cap."""

    word = models.CharField(max_length=60)
    # What it is found by: the language without its script, and the word folded (case, width, accents, 猫稅 = 猫税).
    base = models.CharField(max_length=8)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=35)
    kind = models.CharField(max_length=5, choices=Kind, default=Kind.SLANG)
    reading = models.CharField(max_length=80, blank=True)  # how it is said, where that is not plain
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="glossary_entries")
    work_id = models.BigIntegerField(null=True, blank=True, db_index=True)  # where it was met
    state = models.CharField(max_length=9, choices=State, default=State.PUBLISHED)
    votes_count = models.PositiveIntegerField(default=0)
    # Public works that use it, as search counts them; told by discovery.
    uses_count = models.PositiveIntegerField(default=0)
    uses_counted_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Of anything that the tables of words in memory are made of.
    changed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [
            models.Index(fields=["base", "-changed_at"], name="lexicon_version_of_a_language"),
            models.Index(fields=["state", "-id"], name="lexicon_newest"),
            models.Index(fields=["state", "-uses_count", "-id"], name="lexicon_most_used"),
            models.Index(fields=["author", "-id"], name="lexicon_entries_of_a_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["base", "key"], condition=Q(state=State.PUBLISHED), name="lexicon_one_entry_a_word"
            ),
            models.CheckConstraint(condition=~Q(word="") & ~Q(key=""), name="lexicon_an_entry_has_a_word"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="lexicon_kind_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="lexicon_entry_state_known"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("lexicon:entry", args=[self.pk])

    def name_it(self, word: str, tag: str) -> None:
        """Set the word with everything that it is found by."""
        self.word, self.language = word, tag
        self.base, self.key = language.tags.base(tag), language.fold(word)


class Explanation(Snowflake):
    """What an entry means, in one language: an equivalent, some words about it, or both."""

    entry = models.ForeignKey(GlossaryEntry, on_delete=models.CASCADE, related_name="explanations")
    language = models.CharField(max_length=35)
    equivalent = models.CharField(max_length=120, blank=True)
    text = models.TextField(max_length=1000, blank=True)
    author = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="glossary_explanations")
    state = models.CharField(max_length=9, choices=State, default=State.PUBLISHED)
    votes_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    edited_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["author", "-id"], name="lexicon_explained_by")]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "language", "author"],
                condition=Q(state=State.PUBLISHED),
                name="lexicon_explained_once_by_each",
            ),
            models.CheckConstraint(condition=~Q(equivalent="", text=""), name="lexicon_explanation_says_something"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="lexicon_explanation_state_known"),
        ]

    def __str__(self) -> str:
        return f"explanation {self.pk} of {self.entry_id}"

    def get_absolute_url(self) -> str:
        return f"{reverse('lexicon:entry', args=[self.entry_id])}#explanation-{self.pk}"


class Revision(Snowflake):
    """What an entry, or one of its explanations, said before an edit. Rows are only added."""

    entry = models.ForeignKey(GlossaryEntry, on_delete=models.CASCADE, related_name="revisions")
    explanation = models.ForeignKey(
        Explanation, null=True, blank=True, on_delete=models.CASCADE, related_name="revisions"
    )
    said = models.JSONField(default=dict)
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")  # who changed it
    created_at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"revision {self.pk} of {self.entry_id}"


class Vote(Snowflake):
    """Somebody finds an entry, or an explanation, right. There are no votes against: what is harmful is reported."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="glossary_votes")
    entry = models.ForeignKey(GlossaryEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    explanation = models.ForeignKey(Explanation, null=True, blank=True, on_delete=models.CASCADE, related_name="votes")
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(entry=None, explanation__isnull=False) | Q(entry__isnull=False, explanation=None),
                name="lexicon_a_vote_is_for_one_thing",
            ),
            models.UniqueConstraint(
                fields=["person", "entry"], condition=Q(explanation=None), name="lexicon_one_vote_an_entry"
            ),
            models.UniqueConstraint(
                fields=["person", "explanation"], condition=Q(entry=None), name="lexicon_one_vote_an_explanation"
            ),
        ]

    def __str__(self) -> str:
        return f"vote {self.pk}"


class KeptWord(Snowflake):
    """One of my words, with the sentence in which I met it. Nobody else sees it.

    Nothing of a schedule is here: a review has cards (one word may have several, each way), a state of its own that the
    algorithm writes, and a log that is never rewritten. They will point at this row; this row stays as it was kept.
    """

    class State(models.TextChoices):
        LEARNING = "learning", _("Learning")
        KNOWN = "known", _("Known")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="kept_words")
    word = models.CharField(max_length=80)
    language = models.CharField(max_length=35)
    reading = models.CharField(max_length=120, blank=True)
    meaning = models.CharField(max_length=300, blank=True)  # what the dictionary said first, in the reader's language
    meaning_language = models.CharField(max_length=35, blank=True)
    sentence = models.CharField(max_length=600, blank=True)
    work_id = models.BigIntegerField(null=True, blank=True, db_index=True)
    place = models.CharField(max_length=40, blank=True)  # body:0
    entry = models.ForeignKey(GlossaryEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=8, choices=State, default=State.LEARNING)
    kept_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["person", "state", "-id"], name="lexicon_my_words")]
        constraints = [
            # The word as it is written: él is not el.
            models.UniqueConstraint(fields=["person", "language", "word"], name="lexicon_kept_once"),
            models.CheckConstraint(condition=~Q(word=""), name="lexicon_a_kept_word_is_one"),
            models.CheckConstraint(condition=Q(state__in=["learning", "known"]), name="lexicon_kept_state_known"),
        ]

    def __str__(self) -> str:
        return f"kept word {self.pk}"
