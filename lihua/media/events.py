from dataclasses import dataclass

from lihua.base.events import Event


@dataclass(frozen=True)
class AssetReady(Event):
    """Its renditions are there."""

    asset_id: int


@dataclass(frozen=True)
class AssetFailed(Event):
    """No picture came out of it; `Asset.problem` says why."""

    asset_id: int
