"""Habits that keep the house safe, checked by reading the source. An exception is listed here with its reason."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import lihua

LIHUA = Path(lihua.__file__).parent

NETWORK_MODULES = {
    "aiohttp", "ftplib", "h11", "http.client", "httpcore", "httpx", "nntplib", "poplib", "requests", "smtplib",
    "socket", "telnetlib", "urllib.request", "urllib3", "websockets", "xmlrpc.client",
}  # fmt: skip

# Who may open a connection besides the guard, and to where.
MAY_CONNECT: dict[str, str] = {
    "base/outgoing.py": "the guard itself",
    "ops/running.py": "asks whether its own port is free and its own pages answer",
}

# Who may call a text safe HTML.
MAY_MARK_SAFE: dict[str, str] = {
    "base/text.py": "the renderer: everything that a person wrote is escaped there",
}


@cache
def modules() -> list[tuple[str, ast.Module]]:
    paths = [path for path in sorted(LIHUA.rglob("*.py")) if "tests" not in path.parts]
    return [(path.relative_to(LIHUA).as_posix(), ast.parse(path.read_text(encoding="utf-8"))) for path in paths]


@cache
def templates() -> list[tuple[str, str]]:
    paths = [path for path in sorted(LIHUA.rglob("templates/**/*")) if path.is_file()]
    return [(path.relative_to(LIHUA).as_posix(), path.read_text(encoding="utf-8")) for path in paths]


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_only_the_guard_opens_connections():
    found = {name for name, tree in modules() if imported(tree) & NETWORK_MODULES}
    assert found <= MAY_CONNECT.keys(), "use lihua.base.outgoing.fetch"


def test_certificates_are_always_checked():
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg in ("verify", "verify_ssl", "check_hostname"):
                assert not (isinstance(node.value, ast.Constant) and node.value.value is False), name
            if isinstance(node, ast.Attribute | ast.Name):
                written = node.attr if isinstance(node, ast.Attribute) else node.id
                assert written not in ("CERT_NONE", "_create_unverified_context"), name


def test_H043_only_the_renderer_calls_a_text_safe():
    makers = {"mark_safe", "SafeString", "SafeText"}
    for name, tree in modules():
        called = {ast.unparse(node.func).rpartition(".")[2] for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not called & makers or name in MAY_MARK_SAFE, f"{name}: use format_html, or let the template escape"
    for name, source in templates():
        assert not re.search(r"\|\s*safe(seq)?\b", source), name
        is_mail = "/email/" in name and name.endswith(".txt")  # plain text: there is nothing to escape for
        assert is_mail or not re.search(r"{%\s*autoescape\s+off", source), name


@pytest.mark.parametrize("mapping", ["GET", "POST", "COOKIES", "headers", "META", "data"])
def test_H048_no_query_is_built_from_names_that_a_visitor_sent(mapping):
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg is None:
                written = ast.unparse(node.value)
                assert not re.search(rf"\brequest\.{mapping}\b", written), f"{name}: **{written}"


def test_H048_no_order_or_raw_sql_is_taken_from_the_request():
    risky = {"order_by", "raw", "extra", "annotate", "values", "values_list", "only", "defer"}
    for name, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in risky:
                arguments = " ".join(ast.unparse(part) for part in node.args)
                assert not re.search(r"\brequest\.(GET|POST|headers|COOKIES|META)\b", arguments), f"{name}: {arguments}"


HTML_COMMENTS = re.compile(r"<!--.*?-->|{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.S)


def test_no_template_holds_script_or_style_that_the_policy_would_stop():
    """Allowed: scripts with a `src`, data (application/json) and the import map, whose digest is in the policy."""
    for name, source in templates():
        if not name.endswith((".html", ".svg")):
            continue
        text = HTML_COMMENTS.sub("", source)
        markup = re.sub(r"{%.*?%}", "", text)  # {% if one == other %} is no handler
        assert not re.search(r"<[a-z][^<>]*\son[a-z]+\s*=", markup, re.I), f"{name}: an event handler in an attribute"
        assert not re.search(r"<style\b", text, re.I), f"{name}: a style element"
        assert not re.search(r"(href|src|action)\s*=\s*[\"']?\s*javascript:", text, re.I), f"{name}: a javascript: link"
        assert not re.search(r"\bhx-on\b|\bhx-on:|\bhx-vals\s*=\s*[\"']js:", text), (
            f"{name}: script in an hx- attribute"
        )
        for attributes, body in re.findall(r"<script\b([^>]*)>(.*?)</script>", text, re.I | re.S):
            is_data = re.search(r"type\s*=\s*[\"'](application/(ld\+)?json|importmap)[\"']", attributes)
            assert is_data or (re.search(r"\bsrc\s*=", attributes) and not body.strip()), f"{name}: inline script"
