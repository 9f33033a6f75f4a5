"""What apps can ask for, as a page: drawn from the OpenAPI description, with nothing from another site."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lihua.api.answers import answer
from lihua.api.api import api


@dataclass(frozen=True)
class Operation:
    method: str
    path: str
    summary: str
    description: str
    needs: str
    parameters: list[dict[str, Any]]
    body: list[dict[str, Any]]
    answers: list[dict[str, Any]]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    return render(request, "api/docs.html", {"groups": groups()})


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    return answer(description())


@cache
def description() -> dict[str, Any]:
    return dict(api.get_openapi_schema(path_prefix="/api/"))


@cache
def groups() -> dict[str, list[Operation]]:
    """Operations by tag; ours first."""
    schema = description()
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, described in methods.items():
            tag = (described.get("tags") or ["other"])[0]
            found.setdefault(tag, []).append(_operation(method, path, described, schema))
    return dict(sorted(found.items(), key=lambda entry: (not entry[0].startswith("village"), entry[0] == "empty")))


def _operation(method: str, path: str, described: dict[str, Any], schema: dict[str, Any]) -> Operation:
    content = described.get("requestBody", {}).get("content", {})
    body = _resolve(content.get("application/json", {}).get("schema", {}), schema)
    return Operation(
        method=method.upper(),
        path=path,
        summary=described.get("summary", ""),
        description=described.get("description", ""),
        needs="token" if described.get("security") else "",
        parameters=[
            {"name": entry["name"], "kind": _kind(entry.get("schema", {})), "about": f"in the {entry['in']}"}
            for entry in described.get("parameters", [])
        ],
        body=[
            {"name": name, "kind": _kind(kind), "about": kind.get("description", "")}
            for name, kind in body.get("properties", {}).items()
        ],
        answers=[
            {"status": status, "fields": _fields(answer, schema)} for status, answer in described["responses"].items()
        ],
    )


def _fields(answer: dict[str, Any], schema: dict[str, Any]) -> list[dict[str, Any]]:
    found = _resolve(answer.get("content", {}).get("application/json", {}).get("schema", {}), schema)
    if found.get("type") == "array":
        found = _resolve(found.get("items", {}), schema)
    return [
        {"name": name, "kind": _kind(kind), "about": kind.get("description", "")}
        for name, kind in found.get("properties", {}).items()
    ]


def _resolve(found: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = found.get("$ref", "").rpartition("/")[2]
    resolved: dict[str, Any] = schema["components"]["schemas"].get(name, found) if name else found
    return resolved


def _kind(described: dict[str, Any]) -> str:
    if "$ref" in described:
        return str(described["$ref"]).rpartition("/")[2]
    if "anyOf" in described:
        return " | ".join(_kind(option) for option in described["anyOf"])
    if described.get("type") == "array":
        return f"[{_kind(described.get('items', {}))}]"
    return str(described.get("type", "any"))
