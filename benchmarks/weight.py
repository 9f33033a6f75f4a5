"""How many bytes a first visit fetches, compressed, without pictures."""

import gzip
import re
import urllib.request
from urllib.parse import urljoin

_NAMED = re.compile(r'(?:href|src)="(/static/[^"#]+\.(?:css|js|svg))')
_IMPORTED = re.compile(r'(?:from\s*|import\s*\(?\s*|url\(\s*)["\']?([^"\')\s;]+\.(?:js|css))')


def first_visit_kb(address: str) -> float:
    """Explore with every stylesheet, script and sprite it names, and what these import; KB of 1,000 bytes."""
    page, total = _fetch(address + "/")
    waiting = {urljoin(address + "/", found) for found in _NAMED.findall(page)}
    seen: set[str] = set()
    while waiting:
        url = waiting.pop()
        seen.add(url)
        text, size = _fetch(url)
        total += size
        waiting |= {urljoin(url, each) for each in _IMPORTED.findall(text)} - seen
    return total / 1000


def _fetch(url: str) -> tuple[str, int]:
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        body = answer.read()
        text = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    return text.decode("utf-8", "replace"), len(body)
