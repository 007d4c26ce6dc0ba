"""The documents say what the program does: links lead somewhere, names exist, tables equal the code."""

import re
from collections.abc import Mapping
from enum import Enum, StrEnum
from functools import reduce
from importlib import import_module
from pkgutil import walk_packages

import pytest

from casemgmt import domain
from casemgmt.codelists import labels
from casemgmt.domain.heart.signs import RULES
from casemgmt.domain.instruments import all_instruments
from casemgmt.domain.referrals import WINDOW_DAYS, ReferralState
from tests.architecture.tree import PACKAGE, ROOT, shown

DOCS = ROOT / "docs"
SOURCES = PACKAGE / "codelists" / "SOURCES.md"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", SOURCES, *sorted(DOCS.rglob("*.md"))]
ADRS = sorted((DOCS / "adr").glob("*.md"))
LONGEST_ADR = 40
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"`([^`]+)`")
ARROW = re.compile(r"^ *(\w+|\[\*\]) --> (\w+|\[\*\])$", re.MULTILINE)
DOTTED = re.compile(r"`(casemgmt\.(?:domain|services|store)\.[\w.]+)`")
VARIABLE = re.compile(r"\bCASEMGMT_[A-Z_]+\b")
LABELS = {ReferralState: "referral_states"}
EVERY_PAGE = pytest.mark.parametrize("page", PAGES, ids=shown)
EVERY_ADR = pytest.mark.parametrize("page", ADRS, ids=lambda page: page.stem)


def read(*parts):
    return DOCS.joinpath(*parts).read_text("utf-8")


def table_rows(text):
    """The cells of every row of every table, headings and rules left out."""
    lines = [line.strip() for line in text.splitlines()]
    cells = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines if line.startswith("|")]
    return [row for row in cells if row[0].startswith("`")]


def bare(cell):
    return CODE.findall(cell)


def headings(text):
    return re.findall(r"^#+ (.+)$", text, re.MULTILINE)


def look_up(name):
    """The value of a dotted name: a module, then its attributes."""
    parts = name.split(".")
    for end in range(len(parts), 0, -1):
        try:
            module = import_module(".".join(parts[:end]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, parts[end:], module)
    raise LookupError(name)


# --- Links and names


@EVERY_PAGE
def test_every_link_leads_to_a_file(page):
    targets = [link for link in LINK.findall(page.read_text("utf-8")) if not link.startswith(("http", "#"))]

    assert [one for one in targets if not (page.parent / one.split("#")[0]).exists()] == []


@EVERY_PAGE
def test_no_page_names_a_folder_of_somebody_s_machine(page):
    assert re.findall(r"/(?:work|root|home)/\S*", page.read_text("utf-8")) == []


@EVERY_PAGE
def test_every_file_and_dotted_name_in_a_page_exists(page):
    text = page.read_text("utf-8")
    paths = re.findall(r"`((?:casemgmt|tests|docs|templates|requirements)/[\w./-]+)`", text)

    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [name for name in DOTTED.findall(text) if look_up(name) is None] == []


def test_every_identifier_of_the_glossary_is_in_the_code():
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.csv")]
    words = {word for file in files for word in re.findall(r"\w+", file.read_text("utf-8"))}
    words |= {file.stem for file in files}
    rows = [line.split("|") for line in read("glossary.md").splitlines() if line.startswith("| ")]
    named = {name for row in rows for name in bare(row[3])}

    assert len(named) > 100
    assert named - words == set()


def test_every_variable_of_the_environment_is_explained():
    used, tested = (
        {name for file in folder.rglob("*.py") for name in VARIABLE.findall(file.read_text("utf-8"))}
        for folder in (PACKAGE, ROOT / "tests")
    )
    explained = {row[0].strip("`") for row in table_rows(read("operations.md")) if VARIABLE.search(row[0])}

    assert used <= explained <= used | tested


def test_every_code_list_has_its_line_among_the_sources():
    lines = [row[0].strip("`") for row in table_rows(SOURCES.read_text("utf-8"))]

    assert lines == sorted(file.name for file in SOURCES.parent.glob("*.csv"))


# --- Decisions


@EVERY_ADR
def test_a_decision_has_its_four_parts_and_stays_short(page):
    text = page.read_text("utf-8")

    assert re.search(r"^Status: \w+", text, re.MULTILINE)
    assert headings(text)[1:] == ["Context", "Decision", "Consequences"]
    assert len(text.splitlines()) <= LONGEST_ADR


def test_decisions_are_numbered_without_gaps():
    assert [page.name[:4] for page in ADRS] == [f"{number:04d}" for number in range(1, len(ADRS) + 1)]
    assert [page.read_text("utf-8")[2:6] for page in ADRS] == [page.name[:4] for page in ADRS]


# --- States


def machines():
    """Dotted name of every table of states in the rule book -> the table."""
    found = {}
    for module in walk_packages(domain.__path__, f"{domain.__name__}."):
        for name, value in vars(import_module(module.name)).items():
            if name.split("_")[-1] == "NEXT" and isinstance(value, Mapping):
                found.setdefault(id(value), (f"{module.name}.{name}", value))
    return dict(found.values())


def chapters():
    """Dotted name -> the chapter of the document about it."""
    parts = read("states.md").split("\n## ")[1:]
    return {DOTTED.findall(part)[0]: part for part in parts}


def steps(machine):
    return {(state.value, to.value) for state, following in machine.items() for to in following}


EVERY_MACHINE = pytest.mark.parametrize("name", sorted(machines()))


def test_every_state_machine_has_its_chapter():
    assert set(chapters()) == set(machines())


@EVERY_MACHINE
def test_a_machine_has_a_line_for_every_state(name):
    machine = machines()[name]
    (states,) = {type(state) for state in machine}

    assert issubclass(states, StrEnum)
    assert set(machine) == set(states)
    assert [row[0].strip("`") for row in table_rows(chapters()[name])] == [state.value for state in states]


@EVERY_MACHINE
def test_the_table_of_a_machine_has_its_steps(name):
    rows = table_rows(chapters()[name])

    assert {(row[0].strip("`"), to) for row in rows for to in bare(row[2])} == steps(machines()[name])
    assert [row[0] for row in rows if not bare(row[2]) and row[2] != "—"] == []


@EVERY_MACHINE
def test_the_drawing_of_a_machine_has_its_steps(name):
    drawn = set(ARROW.findall(chapters()[name]))
    ends = {state.value for state, following in machines()[name].items() if not following}

    assert {step for step in drawn if "[*]" not in step} == steps(machines()[name])
    assert {start for start, to in drawn if to == "[*]"} == ends
    assert len([to for start, to in drawn if start == "[*]"]) == 1


@EVERY_MACHINE
def test_every_state_has_its_vietnamese_name(name):
    rows = {row[0].strip("`"): row[1] for row in table_rows(chapters()[name])}
    listed = LABELS.get(type(next(iter(machines()[name]))))

    assert all(rows.values())
    assert listed is None or rows == labels(listed)


# --- What a doctor and a leader must confirm


def confirmed_rows(title):
    """The rows of one chapter of the doctor's list, by number."""
    chapter = next(part for part in read("can-bac-si-xac-nhan.md").split("\n## ") if part.startswith(title))
    return table_rows(chapter)


def test_every_setting_stands_in_the_doctor_s_list_with_its_default_and_its_other_choices():
    listed = {bare(row[0])[0]: (bare(row[2]), bare(row[3])) for row in confirmed_rows("1.")}
    settings = [setting for one in all_instruments().values() for setting in one.settings]

    assert listed == {
        one.code: ([one.default], [choice for choice in one.choices if choice != one.default])
        for one in settings
    }


def test_every_window_stands_in_the_doctor_s_list():
    listed = {row[0].strip("`"): (row[1], int(row[2])) for row in confirmed_rows("2.")}
    names = labels("referral_levels")

    assert listed == {level.value: (names[level], days) for level, days in WINDOW_DAYS.items()}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param(bare(row[0])[0], bare(row[1])[0], id=bare(row[0])[0].removeprefix("casemgmt.domain."))
        for chapter in ("3.", "5.", "7.")
        for row in confirmed_rows(chapter)
    ],
)
def test_a_number_in_the_doctor_s_list_is_the_one_in_force(name, value):
    found = look_up(name)

    assert str(found.value if isinstance(found, Enum) else found) == value


def test_every_heart_sign_stands_in_the_doctor_s_list_with_its_level():
    listed = {row[0].strip("`"): (row[2].strip("`"), row[3] == "có") for row in confirmed_rows("4.")}

    assert listed == {rule.sign.value: (rule.level.value, rule.is_indicator) for rule in RULES}


def test_every_kind_that_may_be_serious_is_named_in_the_doctor_s_list():
    kinds = [kind for one in all_instruments().values() for kind in one.finding_kinds if kind.may_be_serious]

    (sentence,) = re.findall(r"`may_be_serious`\): (.+)\.$", read("can-bac-si-xac-nhan.md"), re.MULTILINE)

    assert bare(sentence) == [kind.code for kind in kinds]
