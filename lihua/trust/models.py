"""Reports become cases, cases end in decisions, a decision can be appealed once. Rows are added, never rewritten."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from lihua.base.models import Snowflake
from lihua.people.models import Person
from lihua.works.models import Work


class Category(models.TextChoices):
    SPAM = "spam", _("Spam or deceit")
    HATE = "hate", _("Hate or threats")
    HARASSMENT = "harassment", _("Harassment or bullying")
    DANGER = "danger", _("Danger to somebody, self-harm")
    MINORS = "minors", _("Harm to children")
    PRIVACY = "privacy", _("Somebody's private life")
    RIGHTS = "rights", _("Taken from somebody without leave")
    TRANSLATION = "translation", _("A wrong or harmful translation")
    OTHER = "other", _("Something else")


class Verb(models.TextChoices):
    """What the desk can decide. Undoing is a decision too."""

    NOTHING = "nothing", _("No rule was broken")
    REMOVE = "remove", _("Removed the work")
    LIMIT = "limit", _("Limited the account")
    SUSPEND = "suspend", _("Suspended the account")


class Case(Snowflake):
    """All that was reported about one work, one thing in the glossary, or one person as such, until it is decided."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="cases")
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="cases")
    # An entry or an explanation of the glossary, by number: it may be erased, what was decided about it stays.
    said_kind = models.CharField(
        max_length=11, blank=True, choices=[("entry", "entry"), ("explanation", "explanation")]
    )
    said_id = models.BigIntegerField(null=True, blank=True)
    # The language of what is to be judged ("und": anybody's), detected from the text, not from a label.
    language = models.CharField(max_length=35, default="und")
    assigned_to = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(default=now)
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["decided_at", "id"], name="cases_open_first")]
        constraints = [
            models.UniqueConstraint(
                fields=["work"], condition=Q(decided_at=None, work__isnull=False), name="one_open_case_a_work"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(decided_at=None, work=None, said_id=None), name="one_open_case_a_person"
            ),
            models.UniqueConstraint(
                fields=["said_id"], condition=Q(decided_at=None, said_id__isnull=False), name="one_open_case_a_word"
            ),
        ]

    def __str__(self) -> str:
        return f"case {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trust:case", args=[self.pk])

    @property
    def is_about_a_person(self) -> bool:
        """And not about anything that they made."""
        return self.work_id is None and self.said_id is None


class Report(Snowflake):
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="reports")
    category = models.CharField(max_length=12, choices=Category)
    comment = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=35, default="und")  # of the comment
    created_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "reporter"], name="one_report_a_person_and_case"),
            models.CheckConstraint(condition=Q(category__in=Category.values), name="report_category_known"),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"


class Decision(Snowflake):
    """What the desk decided, under which rule and why. It cannot be saved without a reason and its language."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="decisions")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=8, choices=Verb)
    rule = models.CharField(max_length=400)  # as it stood then, in the moderator's language
    rule_number = models.PositiveSmallIntegerField(default=0)  # from 1; 0: none of the village's rules
    reason = models.TextField(max_length=2000)
    language = models.CharField(max_length=35)  # of the reason
    # The reason in the words of the person concerned, where the moderator wrote it so.
    reason_for_person = models.TextField(max_length=2000, blank=True)
    content_language = models.CharField(max_length=35, default="und")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # never shown
    made_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="decisions_on_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(rule="") & ~Q(language=""), name="a_decision_says_why_in_a_language"
            ),
            models.CheckConstraint(condition=Q(verb__in=Verb.values), name="decision_verb_known"),
        ]

    def __str__(self) -> str:
        return f"decision {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("trust:decision", args=[self.pk])

    @property
    def restricts(self) -> bool:
        return self.verb != Verb.NOTHING


class Appeal(Snowflake):
    """One for each decision, heard by somebody who did not make it."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField(max_length=3000)
    language = models.CharField(max_length=35, default="und")
    # The person says that the desk judged a wrong translation.
    blames_translation = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=now)
    is_granted = models.BooleanField(null=True)
    answer = models.TextField(max_length=2000, blank=True)
    answer_language = models.CharField(max_length=35, blank=True)
    heard_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    heard_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_granted=None, heard_at=None) | (Q(heard_at__isnull=False) & ~Q(answer="")),
                name="a_heard_appeal_says_why",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="an_appeal_says_something"),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
