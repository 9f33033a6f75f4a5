"""Pictures: sent, looked after, described."""

from ninja import Router

router = Router(tags=["media"])
