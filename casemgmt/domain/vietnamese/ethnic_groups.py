"""The 54 ethnic groups, found by any of the names they go by."""

import re
from collections.abc import Mapping
from functools import cache

from casemgmt.codelists import rows
from casemgmt.domain.vietnamese.names import fold

_LEAD_INS = ("dan toc ", "nguoi ", "dt ")


def ethnic_group_code(typed: str) -> str | None:
    """The two-digit code of an ethnic group named in any usual way; None for an unknown name.

    Marks, capitals, hyphens and apostrophes make no difference: ``H'MÔNG`` and ``Mông`` are one.
    Of ``Sán Chay (Cao Lan)`` the name before the bracket counts, else the one inside.

    Source: Quyết định 121-TCTK/PPCĐ ngày 02/03/1979 (codelist ``ethnic_groups``).
    """
    pieces = (typed, *re.split(r"[()]", typed)) if "(" in typed else (typed,)
    return next((code for piece in pieces if (code := _code(fold(piece)))), None)


def _code(folded: str) -> str | None:
    plain = folded.strip()
    for lead_in in _LEAD_INS:
        plain = plain.removeprefix(lead_in)
    return _codes().get(_bare(plain))


@cache
def _codes() -> Mapping[str, str]:
    """Bare folded name -> code, for labels and aliases."""
    return {
        _bare(fold(name)): row["code"]
        for row in rows("ethnic_groups")
        for name in (row["label"], *row["aliases"].split("|"))
        if name
    }


def _bare(folded: str) -> str:
    return "".join(character for character in folded if character.isalnum())
