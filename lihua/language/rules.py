"""What the machine may and can do, answered without asking it."""

from lihua.language import engines, tags


def has_engine() -> bool:
    """Whether the operator set up an engine."""
    return engines.engine() is not None


def can_translate(source: str, target: str) -> bool:
    """Whether it is worth asking: there is an engine that does not rest, and the languages are known and differ."""
    engine = engines.engine()
    return (
        engine is not None
        and not engine.health.is_resting
        and tags.UNDETERMINED not in (source, target)
        and source != target
    )
