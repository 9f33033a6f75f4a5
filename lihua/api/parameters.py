"""What apps send, however they send it: in the address, as a form, as multipart or as JSON, nested the Rails way.

`media_ids[]=1`, `fields_attributes[0][name]=x` and their JSON forms come out as one nested dict, which a schema checks.
"""

import re
from typing import Any, TypeVar

import orjson
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from ninja import Schema
from pydantic import ValidationError

from lihua.api.answers import Refusal, invalid

Files = MultiValueDict[str, Any]
S = TypeVar("S", bound=Schema)

_KEY = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)")
_MAX_DEPTH = 4


def read(request: HttpRequest, schema: type[S]) -> S:
    """The parameters as `schema` says they are; 422 with the first thing that is wrong."""
    try:
        return schema.model_validate(_prepared(parameters(request), schema))
    except ValidationError as problem:
        first = problem.errors()[0]
        name = ".".join(str(part) for part in first["loc"]) or "body"
        raise invalid(f"{name}: {first['msg']}") from problem


def parameters(request: HttpRequest) -> dict[str, Any]:
    """Everything that was sent; what is in the body counts more than what is in the address."""
    found: dict[str, Any] = {}
    for source in (request.GET, _form(request)[0]):
        for key, values in source.lists():
            _put(found, key, values)
    if request.content_type == "application/json" and request.body:
        found.update(_json(request.body))
    _refuse_null_bytes(found)
    return found


def files(request: HttpRequest) -> Files:
    return _form(request)[1]


def _form(request: Any) -> tuple[QueryDict, Files]:
    """The form and its files, for every method: Django itself reads them for POST only."""
    if request.method == "POST":
        return request.POST, request.FILES
    if not hasattr(request, "_form_of_apps"):
        form: QueryDict = QueryDict("")
        sent: Files = MultiValueDict()
        if request.content_type == "application/x-www-form-urlencoded":
            form = QueryDict(request.body, encoding=request.encoding or "utf-8")
        elif request.content_type == "multipart/form-data" and request.method in {"PUT", "PATCH"}:
            try:
                form, sent = request.parse_file_upload(request.META, request)
            except MultiPartParserError as problem:
                raise Refusal(400, "The form cannot be read") from problem
        request._form_of_apps = (form, sent)
    found: tuple[QueryDict, Files] = request._form_of_apps
    return found


def _json(body: bytes) -> dict[str, Any]:
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError as problem:
        raise Refusal(400, "The body is not JSON", str(problem)[:200]) from problem
    if not isinstance(content, dict):
        raise Refusal(400, "The body is not a JSON object")
    return content


def _put(found: dict[str, Any], key: str, values: list[str]) -> None:
    parts = _KEY.fullmatch(key)
    if not parts:
        return
    path = [parts[1], *re.findall(r"\[([^\[\]]*)\]", parts[2])]
    if len(path) > _MAX_DEPTH:
        return
    at = found
    for name in path[:-1] if path[-1] else path[:-2]:
        below = at.setdefault(name, {})
        if not isinstance(below, dict):
            return
        at = below
    if path[-1]:
        at[path[-1]] = values[-1]
    else:
        at[path[-2]] = values


def _refuse_null_bytes(value: Any) -> None:
    if isinstance(value, str) and "\0" in value:
        raise Refusal(400, "A text cannot hold a null byte")
    if isinstance(value, dict):
        for key, below in value.items():
            _refuse_null_bytes(key)
            _refuse_null_bytes(below)
    if isinstance(value, list):
        for below in value:
            _refuse_null_bytes(below)


def _prepared(found: dict[str, Any], schema: type[Schema]) -> dict[str, Any]:
    """Empty strings where something else than text is wanted are nothing; numbered dicts are lists."""
    ready: dict[str, Any] = {}
    for name, field in schema.model_fields.items():
        if name not in found:
            continue
        value = found[name]
        kind = str(field.annotation)
        if value == "" and "str" not in kind:
            continue
        if "list[" in kind and isinstance(value, dict):
            value = [value[key] for key in sorted(value, key=lambda key: (len(key), key))]
        elif "list[" in kind and isinstance(value, str) and not kind.startswith("str"):
            value = [value]
        elif isinstance(value, int | float) and not isinstance(value, bool) and "str" in kind and "list" not in kind:
            value = str(value)
        ready[name] = value
    return ready


def takes(schema: type[Schema]) -> dict[str, Any]:
    """For the OpenAPI description of an operation that uses `read`: `@router.post(path, **takes(StatusIn))`."""
    described = schema.model_json_schema()
    kinds = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
    return {"openapi_extra": {"requestBody": {"content": {kind: {"schema": described} for kind in kinds}}}}


def asks(schema: type[Schema]) -> dict[str, Any]:
    """The same for an operation that reads its parameters from the address."""
    described = schema.model_json_schema()
    listed = [{"in": "query", "name": name, "schema": kind} for name, kind in described.get("properties", {}).items()]
    return {"openapi_extra": {"parameters": listed}}
