"""`review`: one HTML file for those who review a regeneration, and for the docs' owners.

`gather` reads all there is to show, `page` makes the file's text of it. The page asks for nothing
from anywhere; what pages say reaches it as data and is shown as text.
"""

from generator.viewer.document import page
from generator.viewer.gather import Reviewed, gather

__all__ = ["Reviewed", "gather", "page"]
