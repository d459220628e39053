"""A document as text. JSON needs no library; YAML needs PyYAML, the extra `yaml`."""

from __future__ import annotations

import json
import re
from typing import Any

#: Plain text that YAML 1.2 reads as a number and YAML 1.1, which PyYAML knows, does not.
_NUMBER_1_2 = re.compile(r"[-+]?(?:0o[0-7]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)")
_NO_FOLDING = 2**20


def text(document: dict[str, Any], format_: str) -> str:
    """The document with a final line end, keys in its own order.

    Raises ImportError for `yaml` where PyYAML is not installed.
    """
    return _yaml(document) if format_ == "yaml" else _json(document)


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _yaml(document: dict[str, Any]) -> str:
    import yaml

    def string(dumper: Any, value: str) -> Any:
        style = "|" if "\n" in value else "'" if _NUMBER_1_2.fullmatch(value) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)

    base = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    dumper: Any = type("Dumper", (base,), {"ignore_aliases": lambda self, data: True})
    dumper.add_representer(str, string)
    options = {"sort_keys": False, "allow_unicode": True, "width": _NO_FOLDING}
    return str(yaml.dump(document, Dumper=dumper, **options))
