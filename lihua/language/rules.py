"""What the machine may and can do, answered without asking it."""

from lihua.language import engines, tags


def has_engine() -> bool:
    """Whether the operator set up an engine, and nobody switched it off."""
    return engines.is_configured()


def can_translate(source: str, target: str, *, privacy: engines.Privacy = "public") -> bool:
    """Whether it is worth asking: the languages are known and differ, and an engine for them does not rest."""
    return (
        tags.UNDETERMINED not in (source, target)
        and source != target
        and any(one.is_ready(source, target) for one in engines.engines_for(source, target, privacy=privacy))
    )
