from lihua.language import tags

MOST = 8


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header in their stored form, best first; what is unknown is left out."""
    wanted: list[tuple[float, str]] = []
    for part in header[:300].split(","):
        tag, _separator, quality = part.strip().partition(";q=")
        weight = float(quality) if quality.replace(".", "", 1).isdecimal() else 1.0
        if weight and tags.is_known(tag):
            wanted.append((-weight, tags.normalize(tag)))
    ordered = [tag for _weight, tag in sorted(wanted, key=lambda pair: pair[0])]
    return [tag for tag in dict.fromkeys(ordered) if tag != tags.UNDETERMINED][:MOST]
