"""The httpx adapters: connections, certificates, proxies, compression."""

# ruff: noqa: SIM117
from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import sys
import threading
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .server import Reply, Server
from .shop._runtime import transport
from .shop._runtime.errors import ConnectionFailed
from .shop._runtime.messages import Request
from .shop._runtime.transport import HttpxTransport, Inflater
from .shop.client import ShopClient


def test_threads_share_a_client() -> None:
    with Server(lambda r: Reply(json={"id": r.target.rpartition("/")[2]})) as server:
        with ShopClient("t", base_url=server.base_url) as client:
            wrong: list[str] = []

            def work(number: int) -> None:
                for turn in range(5):
                    name = f"u{number}-{turn}"
                    if client.users.get(name).id != name:
                        wrong.append(name)

            threads = [threading.Thread(target=work, args=(number,)) for number in range(10)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    assert not wrong and len(server.requests) == 50


def test_a_closed_client_opens_new_connections() -> None:
    with Server(lambda _: Reply(json={"id": "u"})) as server:
        client = ShopClient("t", base_url=server.base_url)
        for _ in range(2):
            assert client.users.get("u").id == "u"
            client.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for 127.0.0.1 that nobody has signed, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("there is no openssl to make a certificate with")
    path = tmp_path / "both.pem"
    key = tmp_path / "key.pem"
    made = [openssl, "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-days", "2"]
    made += ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*made, "-keyout", key, "-out", path], check=True, capture_output=True)
    path.write_text(path.read_text() + key.read_text())
    return path


def test_certificates_are_checked(certificate: Path) -> None:
    server = Server(lambda _: Reply(json={"id": "u"}))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    http = server._http
    http.socket = context.wrap_socket(http.socket, server_side=True)
    http.handle_error = lambda *_: None  # type: ignore[method-assign]
    url = server.base_url.replace("http:", "https:")
    with server:
        with ShopClient("t", base_url=url, max_retries=0) as client:
            with pytest.raises(ConnectionFailed, match=r"(?i)certificate"):
                client.users.get("u")
        assert server.requests == []
        trusting = HttpxTransport(verify=ssl.create_default_context(cafile=certificate))
        with ShopClient("t", base_url=url, transport=trusting) as client:
            assert client.users.get("u").id == "u"


@pytest.mark.parametrize(
    ("environment", "options", "proxy"),
    [
        ({}, {}, ""),
        ({"HTTPS_PROXY": "http://p:1"}, {}, "http://p:1"),
        ({"https_proxy": "http://p:1"}, {}, "http://p:1"),
        ({"ALL_PROXY": "http://p:2"}, {}, "http://p:2"),
        ({"HTTP_PROXY": "http://p:3"}, {}, ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "other,.example"}, {}, ""),
        ({"HTTPS_PROXY": "http://p:1", "NO_PROXY": "other"}, {}, "http://p:1"),
        ({"HTTPS_PROXY": "http://p:1"}, {"proxy": None}, ""),
    ],
)
def test_proxies(
    environment: dict[str, str],
    options: dict[str, None],
    proxy: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    request = Request("GET", "https://shop.example/x")
    assert transport._proxy(request, options) == proxy


@given(st.binary(max_size=300_000), st.integers(1, 70_000), st.sampled_from(["gzip", "deflate"]))
def test_inflater(data: bytes, size: int, encoding: str) -> None:
    coded = gzip.compress(data) if encoding == "gzip" else zlib.compress(data)
    inflater = Inflater(encoding)
    parts = [coded[start : start + size] for start in range(0, len(coded), size)]
    pieces = [piece for part in parts for piece in inflater.feed(part)]
    inflater.end()
    assert b"".join(pieces) == data
    assert max(map(len, pieces), default=0) <= 65536


@pytest.mark.parametrize(
    "coded", [gzip.compress(b"data")[:-9], gzip.compress(b"data") + b"x", b"\x1f\x8b\x08nonsense"]
)
def test_inflater_of_broken_data(coded: bytes) -> None:
    inflater = Inflater("gzip")
    with pytest.raises(ValueError, match="compress"):
        list(inflater.feed(coded))
        inflater.end()


def test_other_encodings_are_refused() -> None:
    with pytest.raises(ValueError, match="not asked for"):
        Inflater("br")
    assert list(Inflater("identity").feed(b"x")) == [b"x"]


def test_a_library_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(ImportError, match="install it, or pass transport="):
        ShopClient("token", base_url="http://127.0.0.1:9/v1.0").users.get("u")
