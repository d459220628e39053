"""Groups of methods."""
