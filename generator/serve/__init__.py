"""The model as a service: answers what the pages document, over HTTP, until it is stopped."""

from generator.serve.settings import Failure, Settings

__all__ = ["Failure", "Settings"]
