"""The index on SQLite: one FTS5 table for each kind, its rowid being the id of what is found."""

from collections.abc import Iterable, Sequence

from django.db import connection

from lihua.discovery.search import Asked, Document

# title, names, body, also
WEIGHTS = "6.0, 3.0, 1.5, 1.0"


class FullTextIndex:
    """The tokenizer `ascii` takes our tokens as they are: parted by spaces, everything beyond ASCII is a letter."""

    def __init__(self, table: str) -> None:
        self.table = table

    def create(self) -> list[str]:
        return [
            f"CREATE VIRTUAL TABLE {self.table} USING fts5(title, names, body, also, tokenize = 'ascii')",
            # Bigger leaves: fewer rows to read for the most frequent characters.
            f"INSERT INTO {self.table}({self.table}, rank) VALUES ('pgsz', 8000)",  # noqa: S608
        ]

    def write(self, documents: Iterable[Document]) -> None:
        rows = [(d.id, " ".join(d.title), " ".join(d.names), " ".join(d.body), " ".join(d.also)) for d in documents]
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE rowid = %s", [(row[0],) for row in rows])  # noqa: S608
            cursor.executemany(
                f"INSERT INTO {self.table}(rowid, title, names, body, also) VALUES (%s, %s, %s, %s, %s)",  # noqa: S608
                rows,
            )

    def remove(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {self.table} WHERE rowid = %s", [(pk,) for pk in ids])  # noqa: S608

    def newest(self, asked: Asked, *, before: int, limit: int) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid FROM {self.table} WHERE {self.table} MATCH %s AND rowid < %s "  # noqa: S608
                "ORDER BY rowid DESC LIMIT %s",
                [_match(asked), before, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def scores(self, asked: Asked, *, limit: int) -> dict[int, float]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, -bm25({self.table}, {WEIGHTS}) FROM {self.table} WHERE {self.table} MATCH %s "  # noqa: S608
                "ORDER BY rowid DESC LIMIT %s",
                [_match(asked), limit],
            )
            return dict(cursor.fetchall())


def _match(asked: Asked) -> str:
    """`"美 食" AND "recip" *`. A token holds letters and digits only, so nothing in it is an operator of FTS5."""
    phrases = [f'"{" ".join(phrase)}"' for phrase in asked.phrases]
    return " AND ".join(phrases) + (" *" if asked.is_open else "")
