"""Texts by path that are loaded when somebody asks for them."""

from __future__ import annotations

import hashlib

import pytest

from generator.texts import Text, Texts, digest_of


class Loads:
    """Gives a text, and counts how often."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.times = 0

    def __call__(self) -> str:
        self.times += 1
        return self.text


def test_a_text_is_loaded_when_it_is_looked_up_and_once() -> None:
    load = Loads("a\n")
    texts = Texts.of({"x": "x\n"}, Texts({"a": Text(load, digest_of(b"a\n"))}))

    assert ("a" in texts, "b" in texts, list(texts), len(texts)) == (True, False, ["x", "a"], 2)
    assert texts.digest("a") == hashlib.sha256(b"a\n").hexdigest()
    assert load.times == 0

    assert [texts["a"], texts["a"]] == ["a\n", "a\n"]
    assert load.times == 1


def test_a_digest_that_is_not_known_is_that_of_the_text() -> None:
    load = Loads("é\n")
    texts = Texts({"a": Text(load)})

    assert texts.digest("a") == digest_of("é\n".encode()) == texts.digest("a")
    assert (texts["a"], load.times) == ("é\n", 1)


def test_the_sum_is_that_of_the_text_as_it_is() -> None:
    texts = Texts.of({"a": "a\r\nb\n", "b": "a\nb\n"})

    assert texts.digest("a") == texts.digest("b") == texts.sum("b")
    assert texts.sum("a") == hashlib.sha256(b"a\r\nb\n").hexdigest()


def test_words_are_those_that_somebody_has_found_or_are_found() -> None:
    texts = Texts({"a": Text(Loads("x = 1\n")), "b": Text(Loads("x = 1\n"), "", lambda: "known")})

    assert texts.words("a").startswith('{"x": "')
    assert texts.words("b") == "known"


def test_later_parts_replace_earlier_ones() -> None:
    texts = Texts.of({"a": "1", "b": "1"}, Texts.of({"b": "2"}))

    assert texts == {"a": "1", "b": "2"}


def test_there_is_no_other_text() -> None:
    for use in (Texts().__getitem__, Texts().digest, Texts().sum, Texts().words):
        with pytest.raises(KeyError):
            use("a")


def test_line_ends_do_not_count() -> None:
    assert digest_of(b"a\r\nb\r\n") == digest_of(b"a\nb\n") != digest_of(b"a\rb\n")
