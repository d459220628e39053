"""What is served, for programs and for people."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from generator.report.safe import safe
from generator.serve.messages import Json
from generator.serve.service import Service

_STYLE = """\
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
td { border-top: 1px solid #8884; padding: .25rem .75rem .25rem 0; vertical-align: top }
code { overflow-wrap: anywhere }
small { opacity: .7 }
"""


def listing(services: Mapping[str, Service]) -> Json:
    """All requests that are answered, with the names of the examples that `Prefer` picks."""
    return {"apis": [_api(root, service) for root, service in services.items()]}


def _api(root: str, service: Service) -> Json:
    requests = [
        {
            "method": endpoint.method,
            "path": endpoint.path,
            "docs": str(endpoint.uses[0].route.loc),
            "examples": [
                {
                    "name": name,
                    "id": shown.id,
                    "docs": str(shown.example.loc),
                    "status": shown.status,
                }
                for name, shown in endpoint.named.items()
            ],
        }
        for endpoint in service.endpoints.every
    ]
    requests.sort(key=lambda item: (item["path"], item["method"]))
    return {"name": service.api.name, "root": root, "requests": requests}


def html(services: Mapping[str, Service]) -> str:
    """The same as a page. All text of pages is escaped, and what does not print."""
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Mock service</title>"]
    parts.append(f"<style>{_STYLE}</style><h1>Mock service</h1>")
    parts.append('<p>The same as <a href="/__mock__/routes.json">JSON</a>.</p>')
    for api in listing(services)["apis"]:
        parts.append(f"<h2>{_text(api['name'])} <small>at {_text(api['root'] or '/')}</small></h2>")
        parts.append("<table>")
        parts += [_row(request) for request in api["requests"]]
        parts.append("</table>")
    return "\n".join(parts)


def _row(request: Json) -> str:
    examples = ", ".join(
        f"<code>{_text(item['name'])}</code> ({item['status']})" for item in request["examples"]
    )
    return (
        f"<tr><td><code>{_text(request['method'])}</code><td><code>{_text(request['path'])}</code>"
        f"<td>{examples}<td><small>{_text(request['docs'])}</small>"
    )


def _text(text: str) -> str:
    return escape(safe(text))
