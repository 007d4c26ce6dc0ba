"""House rules that no linter knows; CONTRIBUTING.md gives their reasons."""

import ast
import re

import pytest

from tests.architecture.tree import Function, dotted, functions, modules, nodes, parsed, shown

FORBIDDEN_WORDS = {
    "common",
    "data",
    "do",
    "handler",
    "helper",
    "info",
    "lib",
    "manager",
    "misc",
    "process",
    "util",
}
NAMED_BY_A_FRAMEWORK = {"process_bind_param", "process_result_value"}  # SQLAlchemy's TypeDecorator
CLOCK = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime))$")
READS_THE_CLOCK = {"casemgmt/app.py"}
COMMITS = {"casemgmt/store/db.py", "casemgmt/store/migrations/env.py", "casemgmt/store/migrate.py"}


def words(name):
    """``loadRosterUtils`` and ``load_roster_utils`` -> load, roster, util."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)
    return {part.lower().removesuffix("s") for part in parts} | {part.lower() for part in parts}


def defined_names(path):
    """Every name a module gives to something: itself, functions, classes, arguments, variables."""
    yield path.stem, 1
    for node in nodes(path):
        if isinstance(node, (Function, ast.ClassDef)):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id, node.lineno


@pytest.mark.parametrize(
    ("name", "forbidden"),
    [
        pytest.param("file_utils", True, id="a plural inside a name"),
        pytest.param("SessionManager", True, id="a class"),
        pytest.param("do_it", True, id="an empty verb"),
        pytest.param("metadata", False, id="a longer word that ends the same"),
        pytest.param("doctor", False, id="a longer word that begins the same"),
    ],
)
def test_the_search_for_empty_words_sees_words_not_letters(name, forbidden):
    assert bool(words(name) & FORBIDDEN_WORDS) is forbidden


def test_no_name_uses_an_empty_word():
    found = [
        f"{shown(path)}:{line} {name}"
        for path in modules()
        for name, line in defined_names(path)
        if words(name) & FORBIDDEN_WORDS and name not in NAMED_BY_A_FRAMEWORK
    ]

    assert found == []


def test_every_module_says_what_it_is_for():
    assert [shown(path) for path in modules() if not ast.get_docstring(parsed(path))] == []


def test_no_import_hides_in_a_function():
    found = [
        f"{shown(path)}:{node.lineno}"
        for path in modules()
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    ]

    assert found == []


def test_no_import_is_for_the_type_checker_only():
    assert [shown(path) for path in modules() if "TYPE_CHECKING" in path.read_text("utf-8")] == []


def test_only_the_application_reads_the_clock():
    found = [
        f"{shown(path)}:{node.lineno} {dotted(node)}"
        for path in modules()
        if shown(path) not in READS_THE_CLOCK
        for node in nodes(path)
        if isinstance(node, ast.Attribute) and CLOCK.search(dotted(node))
    ]

    assert found == []


def test_only_the_store_commits():
    found = [
        f"{shown(path)}:{node.lineno} {dotted(node.func)}"
        for path in modules()
        if shown(path) not in COMMITS
        for node in nodes(path)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"commit", "rollback"}
    ]

    assert found == []
