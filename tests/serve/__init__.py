"""Tests of the mock service."""
