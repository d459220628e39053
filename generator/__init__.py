"""Generates Python API packages from Markdown API reference pages."""

__version__ = "0.1.0"
