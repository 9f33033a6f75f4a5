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
