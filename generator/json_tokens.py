"""The tokens of JSON as documentation writes it: those of RFC 8259, and what people type."""

from __future__ import annotations

import re

#: Blanks that JSON does not know.
ODD_SPACE = "\u000b\u000c\u0085\u00a0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff"
#: Quotation marks of texts.
SMART = "\u201c\u201d\u201e\u201f\u2033"
#: Half of a character, which strict readers of JSON let through.
SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")

#: A token, by the name of the group that it matches.
TOKEN = re.compile(
    rf"""
      (?P<space>[\ \t\r\n]++)
    | (?P<odd>[{ODD_SPACE}]++)
    | (?P<comment>//[^\n]*+ | /\*(?:[^*]|\*(?!/))*+\*/)
    | (?P<ellipsis>\.{{3,}}+ | …++)
    | (?P<mark>[{{}}\[\]:,])
    | (?P<string>"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+")
    | (?P<mixed>"[^"\\\n{SMART}]*+[{SMART}](?=[\ \t]*+[,:}}\]\n]))
    | (?P<lines>"[^"\\]*+(?:\\.[^"\\]*+)*+")
    | (?P<smart>[{SMART}][^{SMART}"\\]*+(?:\\.[^{SMART}"\\]*+)*+[{SMART}"])
    | (?P<single>'[^'\\]*+(?:\\.[^'\\]*+)*+'|[‘’][^‘’\\]*+(?:\\.[^‘’\\]*+)*+[‘’])
    | (?P<number>[-+]?+(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++)(?:[eE][-+]?+[0-9]++)?+(?![\w.+-]))
    | (?P<date>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}[\w:.+-]*+)
    | (?P<word>[A-Za-z_$@][\w$@.\-]*+)
    """,
    re.VERBOSE | re.DOTALL,
)
#: A number as JSON has it; tokens have more.
STRICT_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
#: What is to be looked at inside of a string: escapes, control characters and quotes.
IN_STRING = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|\\.?|[\x00-\x1f"]', re.DOTALL)
