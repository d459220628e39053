"""`python -m generator`."""

import os
import sys
from contextlib import suppress

from generator.cli import main

if __name__ == "__main__":
    code = main()
    # Python would first take apart, object by object, all that a run has made.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # `main` has said so if standard output cannot be written
            if stream is not None:
                stream.flush()
    os._exit(code)
