"""Markdown pages to facts: one page in, what this page states out, with the line of each."""

from generator.read.facts import PageFacts
from generator.read.reader import read_page

__all__ = ["PageFacts", "read_page"]
