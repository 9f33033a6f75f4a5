from django.db import models


class MachineSentence(models.Model):
    """What an engine made of one sentence: kept for ever, so that the same words are paid for once.

    Public texts only. Named by the digest of the words, not by where they stand: an edit invalidates by content.
    An empty text says that what came was no translation.
    """

    digest = models.CharField(max_length=32)
    source = models.CharField(max_length=35)
    target = models.CharField(max_length=35)
    engine = models.CharField(max_length=60)
    text = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "source", "target", "engine"], name="one_machine_sentence_an_engine"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.target} by {self.engine}"


class MachineClaim(models.Model):
    """A sentence that somebody is having translated right now. Gone when it is done; see claims.py."""

    digest = models.CharField(max_length=32)
    source = models.CharField(max_length=35)
    target = models.CharField(max_length=35)
    engine = models.CharField(max_length=60)
    holder = models.CharField(max_length=32, db_index=True)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "source", "target", "engine"], name="one_claim_on_a_machine_sentence"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.target} by {self.engine} until {self.ends_at}"


class Dictionary(models.Model):
    """Words explained in another language, brought by a file; each with its licence, which is shown wherever it is."""

    name = models.CharField(max_length=100, unique=True)
    source = models.CharField(max_length=35)
    """The language of its headwords. `zh` stands for both scripts."""
    target = models.CharField(max_length=35)
    """The language in which they are explained."""
    edition = models.CharField(max_length=100, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    priority = models.SmallIntegerField(default=0)
    """The higher, the earlier it is shown."""
    count = models.PositiveIntegerField(default=0)
    is_ready = models.BooleanField(default=False)
    """False while its words are still being brought in."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "dictionaries"

    def __str__(self) -> str:
        return self.name


class DictionaryEntry(models.Model):
    """One headword. Where a word has several readings, it has several entries."""

    dictionary = models.ForeignKey(Dictionary, on_delete=models.CASCADE)
    key = models.CharField(max_length=120, db_index=True)
    """The headword folded: script, case, accents. Looked for; which of the entries is meant is decided afterwards."""
    headword = models.CharField(max_length=120)
    traditional = models.CharField(max_length=120, blank=True)
    """Of a Chinese headword, where it is written differently."""
    reading = models.CharField(max_length=250, blank=True)
    senses = models.TextField()
    """Plain text, one sense a line; never HTML. Chinese words that are senses: simplified, traditional, reading."""
    rank = models.SmallIntegerField(default=0)
    """Among entries of one headword: the lower, the earlier."""

    def __str__(self) -> str:
        return self.headword
