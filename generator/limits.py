"""How much of everything is read. Whatever is beyond is left out, with a finding.

Pages are other people's text, so that each number here bounds the time and the memory that a page
can take. The numbers are far above what documentation has; the largest found among 3,358 real
pages stands behind each. Nesting of JSON is bounded in `generator.json_text`, the length of texts
that are searched for facts where they are searched: nothing of those is left out.
"""

from __future__ import annotations

#: Bytes of a page or an include file (real: 81,859). All of a page is in memory at once.
PAGE_BYTES = 2 * 1024 * 1024

#: Lines of a page, and of all that it includes (real: 1,542): a short one can be a whole paragraph.
LINES = 50_000

#: Characters of a line (real: 11,721). A cell, a link and a heading are parts of a line.
LINE = 100_000

#: Files that a page includes, again and again included ones counted each time (real: 72), how
#: deep they include each other (real: 2), and the characters that they have together. Includes
#: of includes would grow without end otherwise.
INCLUDES = 1000
INCLUDE_DEPTH = 8
INCLUDED = 2 * 1024 * 1024

#: Rows of a page's tables (real: 1,049): each becomes several objects.
ROWS = 20_000

#: Request lines of a page (real: 60): routes are compared with each other.
REQUEST_LINES = 200

#: Operations of a page that documents several (real: some hundred in one file).
OPERATIONS = 1000

#: Messages among a page's code blocks (real: 24), and the header fields of one (real: 4).
MESSAGES = 500
HEADERS = 200

#: Characters of a URL or a path (real: 408): its parts are compared with each other.
URL = 4000

#: Bases of a type, one above the other (real: 6). Python itself stops at some hundred.
BASES = 100
