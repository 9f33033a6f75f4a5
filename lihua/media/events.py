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


@dataclass(frozen=True)
class PictureRead(Event):
    """The words on it are known, or were corrected; perhaps there are none."""

    asset_id: int
