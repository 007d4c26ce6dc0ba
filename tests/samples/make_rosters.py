"""Makes the lists of ``rosters/made`` again: ``python -m tests.samples.make_rosters``.

Every run gives the same bytes, so that a difference is a change of this code.
"""

import json
from pathlib import Path

from tests.samples import (
    lists_of_layouts,
    lists_of_letters,
    lists_of_numbers,
    lists_of_rows,
    lists_of_sheets,
    lists_of_values,
)

FOLDER = Path(__file__).parent / "rosters" / "made"
LISTS = [
    *lists_of_layouts.LISTS,
    *lists_of_sheets.LISTS,
    *lists_of_values.LISTS,
    *lists_of_numbers.LISTS,
    *lists_of_letters.LISTS,
    *lists_of_rows.LISTS,
]


def expected(made):
    """The reading wanted, in the form of the three samples, and what must be said beside it."""
    problems = [dict(zip(("row", "column", "code"), one, strict=True)) for one in made.problems]
    found = {"children": made.children, "rejected": list(made.rejected), "problems": problems}
    return json.dumps(found | {"notes": list(made.notes)}, ensure_ascii=False, indent=1) + "\n"


def main():
    FOLDER.mkdir(exist_ok=True)
    for made in LISTS:
        (FOLDER / made.name).write_bytes(made.content)
        (FOLDER / made.name).with_suffix(".expected.json").write_text(expected(made), "utf-8")


if __name__ == "__main__":
    main()
