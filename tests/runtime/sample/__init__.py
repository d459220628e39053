"""A small package as the generator writes it, for tests of the runtime."""
