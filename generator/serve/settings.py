"""How a mock service is to behave."""

from __future__ import annotations

from generator.records import Record


class Failure(Record):
    """Answer a part of all requests with a status: `rate` is from 0 to 1."""

    status: int
    rate: float


class Settings(Record):
    """What the command line asks for.

    - `host`, `port`: where to listen; port 0 takes a free one
    - `stateful`: keep what is created, changed and removed
    - `lax`: do not compare requests with the pages
    - `page_size`: items to a page of a list; None: as many as the example has
    - `failures`, `seed`: which requests fail, the same ones for the same seed
    - `delay`: seconds to wait before each answer
    - `cors`: origins whose scripts may read answers; `*` for all
    - `reload`: read pages again when they are saved
    - `log`: print a line for each request
    - `max_body`: bytes of a request body
    """

    host: str = "127.0.0.1"
    port: int = 8000
    stateful: bool = False
    lax: bool = False
    page_size: int | None = None
    failures: tuple[Failure, ...] = ()
    seed: int = 0
    delay: float = 0.0
    cors: tuple[str, ...] = ()
    reload: bool = True
    log: bool = False
    max_body: int = 4 * 2**20
