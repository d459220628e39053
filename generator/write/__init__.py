"""Writing the output folder, and comparing with it, without ever harming what is not ours."""

from generator.write.ahead import reading_ahead
from generator.write.apply import apply, check
from generator.write.manifest import MANIFEST
from generator.write.plan import Changes

__all__ = ["MANIFEST", "Changes", "apply", "check", "reading_ahead"]
