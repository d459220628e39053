"""The parts of Python files, and how to tell what somebody wrote there from what was generated."""

from generator.definitions.quick import words_json

__all__ = ["words_json"]
