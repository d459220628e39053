"""Request bodies and responses."""

from __future__ import annotations

from http import HTTPStatus

from generator.model import Example, Operation, Param, Returns, TypeRef
from generator.openapi.examples import example_object, header, named, status
from generator.openapi.routes import Request
from generator.openapi.schemas import Schemas
from generator.openapi.types import annotated, nullable
from generator.openapi.values import Json, described, place, present

JSON = "application/json"
OCTETS = "application/octet-stream"
_BYTES: Json = {"type": "string", "format": "binary"}

_KNOWN = {item.value: item.phrase for item in HTTPStatus}


def request_body(request: Request, examples: list[Example], schemas: Schemas) -> Json | None:
    """The body of a request, with all media types and examples; None where none is documented."""
    media: dict[str, list[Json]] = {}
    notes: Json = {}
    required = True
    for operation in request.operations:
        for type_, schema in _bodies(operation, schemas):
            known = media.setdefault(type_, [])
            known += [] if schema in known else [schema]
        if operation.body:
            notes = notes or {**described(operation.body.doc), **place(operation.body.loc)}
            required = required and operation.body.required
        elif not any(p.place == "body" and p.required for p in operation.params):
            required = required and operation.shape == "add_ref"
    if not media:
        return None
    content: Json = {type_: {"schema": _either(items)} for type_, items in media.items()}
    for type_ in content:
        found = named(
            (item.name, example_object(item, item.request, request_line=True))
            for item in examples
            if item.request.body and (header(item.request, "content-type") or JSON) == type_
        )
        content[type_] |= present(examples=found)
    return {**present(required=required), **notes, "content": content}


def _bodies(operation: Operation, schemas: Schemas) -> list[tuple[str, Json]]:
    """Media types with their schemas."""
    found: list[tuple[str, Json]] = []
    members = [param for param in operation.params if param.place == "body"]
    body = operation.body
    if body and body.type is None:
        found.append((body.media_type or OCTETS, _BYTES))
    elif body and body.type:
        creates = operation.shape == "create"
        schema = schemas.created(body.type) if creates else schemas.types.of(body.type)
        found.append((body.media_type or JSON, schema))
    elif members:
        found.append((JSON, _members(members, schemas)))
    elif operation.shape == "add_ref":
        found.append((JSON, {"$ref": schemas.types.pointer(schemas.reference)}))
    if operation.raw_media:
        found.append((operation.raw_media, _BYTES))
    return found


def _members(params: list[Param], schemas: Schemas) -> Json:
    """The parameters of an action: one JSON object (OData 4.01 Protocol, section 11.5.5.1)."""
    properties = {param.wire: _member(param, schemas) for param in params}
    required = [wire for wire in properties if any(p.wire == wire and p.required for p in params)]
    return present(type="object", properties=properties, required=required)


def _member(param: Param, schemas: Schemas) -> Json:
    schema = schemas.types.of(param.type)
    if param.required is not True and not param.type.collection:
        schema = nullable(schema)
    return annotated(schema, {**described(param.doc), **place(param.loc)})


def responses(request: Request, examples: list[Example], schemas: Schemas) -> Json:
    """A Response Object for each documented or shown status, and one for all errors."""
    found: dict[int, Json] = {}
    for operation in request.operations:
        returns = operation.returns
        if returns and returns.status in _KNOWN:
            _merge(found, returns.status, _success(operation, returns, schemas))
        for code in operation.statuses:
            if code in _KNOWN:
                found.setdefault(code, _plain(code, schemas))
    for example in examples:
        shown = status(example.response) if example.response else None
        if shown is not None and shown in _KNOWN:
            _show(found.setdefault(shown, _plain(shown, schemas)), example)
    by_status = {str(code): found[code] for code in sorted(found)}
    return {**by_status, "default": {"$ref": "#/components/responses/Error"}}


def other_statuses(request: Request) -> list[int]:
    """Documented numbers that are no status of HTTP."""
    codes = {code for op in request.operations for code in op.statuses}
    return sorted(code for code in codes if code not in _KNOWN)


def shared(schemas: Schemas) -> Json:
    """`components.responses`."""
    schema = {"$ref": schemas.types.pointer(schemas.error)}
    return {"Error": {"description": "An error.", "content": {JSON: {"schema": schema}}}}


def _success(operation: Operation, returns: Returns, schemas: Schemas) -> Json:
    text = returns.doc.text or returns.doc.summary or _KNOWN[returns.status]
    content = _content(operation, returns, schemas)
    return {"description": text, **present(content=content), **place(returns.loc)}


def _content(operation: Operation, returns: Returns, schemas: Schemas) -> Json:
    if returns.type is None or returns.status in (204, 304):
        return {}
    if operation.shape == "count":
        return {"text/plain": {"schema": {"type": "integer", "format": "int32"}}}
    if returns.type == TypeRef("Edm.Stream"):
        shown = [header(e.response, "content-type") for e in operation.examples if e.response]
        media = next((type_ for type_ in shown if type_ and type_ != JSON), OCTETS)
        return {media: {"schema": _BYTES}}
    return {JSON: {"schema": _returned(returns.type, returns.items_member, schemas)}}


def _returned(type_: TypeRef, items_member: str, schemas: Schemas) -> Json:
    if type_.collection:
        return schemas.collection(type_.name, items_member)
    if type_.name in schemas.types.enums or type_.name.startswith("Edm."):
        # A single primitive is an object of one member (OData JSON Format 4.01, section 11).
        value = schemas.types.item(type_.name)
        return {"type": "object", "properties": {"value": value}}
    return schemas.types.item(type_.name)


def _merge(found: dict[int, Json], code: int, response: Json) -> None:
    """Add what another page says of the same status: its schema becomes an alternative."""
    old = found.setdefault(code, response)
    for media, item in response.get("content", {}).items():
        known = old.setdefault("content", {}).setdefault(media, item)
        if known["schema"] != item["schema"]:
            options = known["schema"].get("anyOf", [known["schema"]])
            if item["schema"] not in options:
                known["schema"] = _either([*options, item["schema"]])


def _either(schemas: list[Json]) -> Json:
    return schemas[0] if len(schemas) == 1 else {"anyOf": schemas}


def _plain(code: int, schemas: Schemas) -> Json:
    if code >= 400:
        schema = {"$ref": schemas.types.pointer(schemas.error)}
        return {"description": _KNOWN[code], "content": {JSON: {"schema": schema}}}
    return {"description": _KNOWN[code]}


def _show(response: Json, example: Example) -> None:
    message = example.response
    if message is None or not (message.body or "").strip():
        return
    content = response.setdefault("content", {})
    media = header(message, "content-type") or JSON
    if media not in content:
        media = next(iter(content), media)
    entry = content.setdefault(media, {})
    known = list(entry.get("examples", {}).items())
    entry["examples"] = named([*known, (example.name, example_object(example, message))])
