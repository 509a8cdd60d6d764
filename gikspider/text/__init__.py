"""Text as it was written: encoding, script, pinyin, mojibake, spam; and keys, numerals and dates."""

from gikspider.text.dates import FoundDate, dates
from gikspider.text.encoding import Decoded, decode
from gikspider.text.keys import key
from gikspider.text.numerals import numeral
from gikspider.text.repair import Repaired, repair
from gikspider.text.spam import Injection, injected

__all__ = [
    "Decoded",
    "FoundDate",
    "Injection",
    "Repaired",
    "dates",
    "decode",
    "injected",
    "key",
    "numeral",
    "repair",
]
