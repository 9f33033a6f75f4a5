from django.db import models

PEOPLE = "people"
"""Stands for an engine where people's words for the same sentence were learnt."""


class MachineSentence(models.Model):
    """What an engine made of one sentence: kept, so that the same words are paid for once.

    Named by the digest of the words, not by where they stand: an edit invalidates by content. `version` is the
    engine's (a pack's, a model's name), `terms` the digest of the glossary's words that stand in the sentence.
    An empty text says that what came was no translation. Private ones are asked for by name and leave after a while.
    """

    digest = models.CharField(max_length=32)
    source = models.CharField(max_length=35)
    target = models.CharField(max_length=35)
    engine = models.CharField(max_length=60)
    version = models.CharField(max_length=60, default="", blank=True)
    terms = models.CharField(max_length=32, default="", blank=True)
    pivot = models.CharField(max_length=35, default="", blank=True)
    text = models.TextField()
    score = models.FloatField(null=True)
    is_rough = models.BooleanField(default=False)
    is_private = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "source", "target", "engine", "version", "terms"], name="one_machine_sentence"
            )
        ]
        indexes = [models.Index(fields=["created_at"], condition=models.Q(is_private=True), name="private_sentences")]

    def __str__(self) -> str:
        return f"{self.source} to {self.target} by {self.engine}"


class MachineClaim(models.Model):
    """A sentence that somebody is having translated right now. Gone when it is done; see claims.py."""

    digest = models.CharField(max_length=32)
    source = models.CharField(max_length=35)
    target = models.CharField(max_length=35)
    holder = models.CharField(max_length=32, db_index=True)
    ends_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "source", "target"], name="one_claim_on_a_machine_sentence")
        ]

    def __str__(self) -> str:
        return f"{self.source} to {self.target} until {self.ends_at}"


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


class EngineChoice(models.Model):
    """What the owner decided about one engine; an engine without a row has what the defaults say."""

    key = models.CharField(max_length=20, primary_key=True)
    position = models.PositiveSmallIntegerField(default=0)
    is_on = models.BooleanField(default=True)
    pairs = models.JSONField(default=list, blank=True)
    """Such as ["zh-Hans>en"]; an empty list is every pair."""
    is_ours = models.BooleanField(default=False)
    """Whether it runs on a machine of the village's own, so that texts below public may go there."""
    takes_private = models.BooleanField(default=False)
    """Whether texts below public may go to it though it is not ours, where their author allows it too."""
    characters_a_day = models.PositiveIntegerField(null=True, blank=True)
    characters_a_month = models.PositiveIntegerField(null=True, blank=True)
    price_a_million = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    """What a million characters cost, in whatever money the owner counts."""

    def __str__(self) -> str:
        return self.key


class EngineState(models.Model):
    """How an engine fares, for all processes: whether it rests, and why. With `pair`, for that pair alone."""

    key = models.CharField(max_length=20)
    pair = models.CharField(max_length=71, default="", blank=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=120, default="", blank=True)
    failed_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "pair"], name="one_state_an_engine_and_pair")]

    def __str__(self) -> str:
        return f"{self.key} {self.pair}"


class EngineUse(models.Model):
    """How much went to an engine on a day, for quotas and bills."""

    key = models.CharField(max_length=20)
    day = models.DateField()
    pair = models.CharField(max_length=71)
    characters = models.PositiveBigIntegerField(default=0)
    sentences = models.PositiveIntegerField(default=0)
    requests = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "day", "pair"], name="one_use_an_engine_day_and_pair")]

    def __str__(self) -> str:
        return f"{self.key} on {self.day}"


class PackJob(models.Model):
    """A pack that the owner asked for on the page, while it comes."""

    class State(models.TextChoices):
        WAITING = "waiting"
        WORKING = "working"
        DONE = "done"
        FAILED = "failed"

    source = models.CharField(max_length=35)
    target = models.CharField(max_length=35)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    done_bytes = models.BigIntegerField(default=0)
    total_bytes = models.BigIntegerField(default=0)
    problem = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True)
    """When the worker was last seen at it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="one_job_a_pair_of_languages")]

    def __str__(self) -> str:
        return f"{self.source}-{self.target} {self.state}"

    @property
    def is_going_on(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}


class SentAway(models.Model):
    """A sentence that was sent to an engine outside this village, whatever came back."""

    digest = models.CharField(max_length=32)
    key = models.CharField(max_length=20)
    is_private = models.BooleanField(default=False)
    sent_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "key"], name="one_sending_a_sentence_and_engine")]

    def __str__(self) -> str:
        return f"{self.digest} to {self.key}"


class Spent(models.Model):
    """How many characters somebody had translated on a day (H132). `payer` is named by the room that asks."""

    payer = models.CharField(max_length=60)
    day = models.DateField()
    characters = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["payer", "day"], name="one_sum_a_payer_and_day")]

    def __str__(self) -> str:
        return f"{self.payer} on {self.day}"


class LevelList(models.Model):
    """How advanced words are, by a list that the operator brought in: HSK for Chinese, CEFR for English."""

    name = models.CharField(max_length=100, unique=True)
    language = models.CharField(max_length=35)
    scale = models.CharField(max_length=20)
    licence = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=500, blank=True)
    count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class LevelledWord(models.Model):
    """A word, or a single Chinese character, and its place on the scale: 1 is for beginners."""

    level_list = models.ForeignKey(LevelList, on_delete=models.CASCADE)
    word = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level_list", "word"], name="one_level_a_word")]

    def __str__(self) -> str:
        return f"{self.word}: {self.rank}"
