"""The runtime: copied verbatim into each generated package as `_runtime`."""
