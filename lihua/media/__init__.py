"""Files and their making: a picture comes in as anything and leaves as clean renditions.

Owns Asset and Rendition. Announces AssetReady, AssetFailed. May call people and below.
"""
