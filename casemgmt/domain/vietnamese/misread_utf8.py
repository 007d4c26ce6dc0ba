"""Text that was saved as UTF-8, opened as a Windows code page and saved again: ``Nguyá»…n``."""

import re
from collections.abc import Mapping
from functools import cache

_CODE_PAGES = ("cp1252", "cp1258")
_MOST_TIMES = 2  # misread twice over is seen, more is not
_BEGINS = re.compile("[ÂÃÄÆáĂ][\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u2122\u0300-\u0323ĂăĐđƠơƯư₫ ]")
# Some letters end in a no-break space, which copying turns into a blank, or drops at the end. A
# blank before a small letter stood inside a word: "HoÃ ng".
_LOST_BLANK = re.compile("([ÃĂÆ]|á[º»])(?: (?= |[a-z])|$)")
_LOST_BETWEEN_WORDS = re.compile("([ÃĂÆ]|á[º»]) (?=[^ a-z])")
_MARKED = re.compile("[^\x00-\x7f]")


def repaired(text: str) -> str | None:
    """The text before it was misread; None where it was not, or not as a whole.

    Only text that is UTF-8 to the last byte is touched, so that no real letters are lost.
    """
    found = None
    for _ in range(_MOST_TIMES):
        before = _once(found or text)
        if before is None:
            return found
        found = before
    return found


def _once(text: str) -> str | None:
    if not _BEGINS.search(text + " "):
        return None
    for code_page in _CODE_PAGES:
        for tried in (text, _with_lost_blanks(text)):
            before = _decoded(tried, code_page)
            if before and before != text and _MARKED.search(before):
                return before
    return None


def _with_lost_blanks(text: str) -> str:
    return _LOST_BETWEEN_WORDS.sub("\\1\u00a0 ", _LOST_BLANK.sub("\\1\u00a0", text))


def _decoded(text: str, code_page: str) -> str | None:
    codes = _codes(code_page)
    try:
        return bytes(codes[letter] for letter in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


@cache
def _codes(code_page: str) -> Mapping[str, int]:
    """Character -> byte; a byte that the code page leaves open keeps its number."""
    shown = {bytes([code]).decode(code_page, errors="ignore") or chr(code): code for code in range(256)}
    return {chr(code): code for code in range(128, 160)} | shown
