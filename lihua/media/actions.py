from lihua.media.models import Asset


def discard(asset: Asset) -> None:
    """Delete an asset and its files."""
    asset.delete()
