"""The verbs of the command line: each a module with its arguments, its help and what it does."""

from generator.verbs import codemod, generate, lint, model, openapi, review, serve
from generator.verbs.verb import Verb

#: By name, in the order in which help lists them.
VERBS: dict[str, Verb] = {
    "generate": generate.VERB,
    "model": model.VERB,
    "lint": lint.VERB,
    "openapi": openapi.VERB,
    "review": review.VERB,
    "serve": serve.VERB,
    "codemod": codemod.VERB,
}

__all__ = ["VERBS", "Verb"]
