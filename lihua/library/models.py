from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import now

from lihua.base.models import Snowflake
from lihua.people.models import Person
from lihua.works.models import Work


class Board(Snowflake):
    """Works that a reader gathered, in the reader's order."""

    owner = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="boards")
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=500, blank=True)
    is_public = models.BooleanField(default=False)
    # Higher comes first; something new is put on top.
    position = models.BigIntegerField(default=0)
    items_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=now)
    changed_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["owner", "-position", "-id"], name="boards_of_a_person")]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="a_board_has_a_title")]

    def __str__(self) -> str:
        return f"board {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("library:board", args=[self.pk])


class BoardItem(Snowflake):
    """A work on a board, with what its owner noted."""

    board = models.ForeignKey(Board, on_delete=models.CASCADE, related_name="items")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="on_boards")
    note = models.CharField(max_length=300, blank=True)
    position = models.BigIntegerField()
    saved_at = models.DateTimeField(default=now)

    class Meta:
        indexes = [models.Index(fields=["board", "-position"], name="items_of_a_board")]
        constraints = [models.UniqueConstraint(fields=["work", "board"], name="once_on_a_board")]

    def __str__(self) -> str:
        return f"work {self.work_id} on board {self.board_id}"
