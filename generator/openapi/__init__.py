"""The model as OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1).

`document(api, names)` is the whole of it; `text(document, "json" | "yaml")` writes it down. What
OpenAPI cannot say stands under keys that begin with `x-`; docs/openapi.md explains them.
"""

from generator.openapi.document import document
from generator.openapi.formats import text

__all__ = ["document", "text"]
