"""What was asked of me, or of readers of my languages, and has no answer yet."""

from ninja import Router

router = Router(tags=["village: waiting"])
