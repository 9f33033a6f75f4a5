"""One request to an engine: through base.outgoing, bounded, and every way it can go wrong as one exception."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lihua.base import outgoing
from lihua.language.engines.contract import EngineFailed

LONGEST_REST = 900.0


def ask(
    method: str,
    url: str,
    *,
    json: object = None,
    headers: Mapping[str, str] | None = None,
    timeout: float,
    texts: Sequence[str] = (),
    max_bytes: int = 0,
    room: int = 4_000,
) -> Any:
    """The JSON that comes back. It may be as large as the texts ask for: JSON escapes a character by up to 12 bytes."""
    max_bytes = max_bytes or room + 40 * sum(len(text) for text in texts)
    try:
        response = outgoing.fetch(
            method, url, json=json, headers=headers, timeout=timeout, max_bytes=max_bytes, max_redirects=0
        )
        if response.ok:
            return response.json()
    except outgoing.OutgoingError as failure:
        raise EngineFailed(failure.reason) from failure
    if response.status in (429, 456):  # 456 is DeepL's word for a quota that is used up
        raise EngineFailed("the engine's quota is used up", rest=_retry_after(response.headers))
    if response.status in (401, 403):
        raise EngineFailed("the engine refuses the key", rest=LONGEST_REST)
    raise EngineFailed(f"the engine answered {response.status}", is_pair=response.status == 400)


def require_texts(given: object, count: int) -> list[str]:
    if not isinstance(given, list) or len(given) != count or not all(isinstance(one, str) for one in given):
        raise EngineFailed("the answer has another form")
    return given


def _retry_after(headers: Mapping[str, str]) -> float:
    said = str(headers.get("retry-after", ""))
    return min(float(said), LONGEST_REST) if said.isdecimal() else 60.0
