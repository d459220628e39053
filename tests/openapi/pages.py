"""Models and documents for the tests beside this."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from generator import openapi, pipeline
from generator.config import Config
from generator.emit.names import Names
from generator.model import Api, Doc, Loc, Operation, Route, Shape
from generator.read.path_text import parse_path

ROOT = Path(__file__).parents[2]
AT = Loc("api/x.md", 7)


@cache
def seed() -> pipeline.ApiOutput:
    return pipeline.analyse(Config(docs=ROOT / "docs_input")).apis[0]


def written(api: Api) -> dict[str, Any]:
    return openapi.document(api, Names(api))


def route(method: str, path: str, query: str = "") -> Route:
    return Route(method, path, parse_path(path), AT, query)


def operation(id_: str, *routes: Route, shape: Shape = "get", **facts: Any) -> Operation:
    doc = Doc("Does it.", "Does it.")
    owner = facts.pop("owner", None)
    return Operation(id_, f"api/{id_}.md", id_, shape, owner, doc, AT, routes, **facts)


def api(**facts: Any) -> Api:
    return Api("v1.0", "contoso", "https://api.contoso.com/v1.0", **facts)
