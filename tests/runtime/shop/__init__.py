"""A package in the form of generated ones, written by hand, for the tests of the runtime."""
