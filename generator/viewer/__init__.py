"""`review`: one HTML file for those who review a regeneration, and for the docs' owners.

`gather` reads all there is to show, `page` makes the file's text of it, `put` writes the file.
The page asks for nothing from anywhere; what pages say reaches it as data and is shown as text.
"""

from generator.viewer.document import page
from generator.viewer.file import put
from generator.viewer.gather import Reviewed, gather

__all__ = ["Reviewed", "gather", "page", "put"]
