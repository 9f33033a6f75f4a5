"""Files and their making: a picture comes in as anything and leaves as clean renditions.

Owns Asset, Rendition and PictureText. Announces AssetReady, AssetFailed, PictureRead. May call people and below.
"""
