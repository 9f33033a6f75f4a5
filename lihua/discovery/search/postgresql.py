"""The index on PostgreSQL: text search vectors over tokens cut by us, so that neither locale nor parser matter.

A vector drops positions past 16,383, and past the 256th of one word: phrases would be missed. So a document is kept as
passages of at most 200 tokens, each overlapping the next by the longest phrase that can be asked.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection

from lihua.discovery.search import Asked, Document

PASSAGE = 200
LONGEST_PHRASE = 40
# Of D, C, B, A: also, body, names, title.
WEIGHTS = "{0.15, 0.25, 0.5, 1.0}"
BREAK = "zzb"


class VectorIndex:
    def __init__(self, table: str) -> None:
        self.table = table

    def create(self) -> list[str]:
        return [
            f"CREATE TABLE {self.table} (id bigint NOT NULL, passage smallint NOT NULL, vector tsvector NOT NULL, "
            "PRIMARY KEY (id, passage))",
            f"CREATE INDEX {self.table}_vector ON {self.table} USING gin (vector) WITH (fastupdate = off)",
        ]

    def write(self, documents: Iterable[Document]) -> None:
        documents = list(documents)
        self.remove([document.id for document in documents])
        rows = [(d.id, number, vector) for d in documents for number, vector in enumerate(_passages(d))]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {self.table}(id, passage, vector) VALUES (%s, %s, %s::tsvector)",  # noqa: S608
                rows,
            )

    def remove(self, ids: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {self.table} WHERE id = ANY(%s)", [list(ids)])  # noqa: S608

    def newest(self, asked: Asked, *, before: int, limit: int) -> list[int]:
        first, *others = _queries(asked)
        also = "".join(f" AND id IN (SELECT id FROM {self.table} WHERE vector @@ %s::tsquery)" for _query in others)  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT DISTINCT id FROM {self.table} WHERE vector @@ %s::tsquery AND id < %s{also} "  # noqa: S608
                "ORDER BY id DESC LIMIT %s",
                [first, before, *others, limit],
            )
            return [row[0] for row in cursor.fetchall()]

    def scores(self, asked: Asked, *, limit: int) -> dict[int, float]:
        matches = self.newest(asked, before=2**63 - 1, limit=limit)
        any_phrase = " | ".join(f"({query})" for query in _queries(asked))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id, max(ts_rank(%s, vector, %s::tsquery, 1)) FROM {self.table} "  # noqa: S608
                "WHERE id = ANY(%s) AND vector @@ %s::tsquery GROUP BY id",
                [WEIGHTS, any_phrase, matches, any_phrase],
            )
            return dict(cursor.fetchall())


def _passages(document: Document) -> Iterator[str]:
    tokens = list(_weighted(document))
    for start in range(0, max(1, len(tokens)), PASSAGE - LONGEST_PHRASE):
        passage = tokens[start : start + PASSAGE]
        yield " ".join(f"'{token}':{place}{weight}" for place, (token, weight) in enumerate(passage, 1))
        if start + PASSAGE >= len(tokens):
            return


def _weighted(document: Document) -> Iterator[tuple[str, str]]:
    """All tokens in one row with their weights; a break between two texts, so that no phrase spans them."""
    for tokens, weight in ((document.title, "A"), (document.names, "B"), (document.body, "C"), (document.also, "D")):
        if tokens:
            yield from ((token, weight) for token in tokens)
            yield (BREAK, weight)


def _queries(asked: Asked) -> list[str]:
    """One query for each phrase. A phrase longer than an overlap is asked in pieces that all must be found."""
    queries = []
    for phrase in asked.phrases:
        for start in range(0, len(phrase), LONGEST_PHRASE):
            queries.append(" <-> ".join(f"'{token}'" for token in phrase[start : start + LONGEST_PHRASE]))
    if asked.is_open:
        queries[-1] += ":*"
    return queries
