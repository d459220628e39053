"""Measures a generated package beside other libraries: `python -m benchmarks`."""
