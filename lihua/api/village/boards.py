"""Works that a reader gathered, in the reader's order."""

from ninja import Router

router = Router(tags=["village: boards"])
