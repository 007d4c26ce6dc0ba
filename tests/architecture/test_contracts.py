"""The directions between the layers hold, and each contract fails once it is broken.

Every case below adds one wrong import to a copy of the program and expects exactly the named
contract to see it.
"""

import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import PACKAGE, ROOT

LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
PREFIX = "importlinter:contract:"
WRONG = "zz_wrong"

# (contract, case in words, file of the package -> what is added at its end)
BROKEN = [
    ("layers", "a rule asks a use case", {f"domain/{WRONG}.py": "import casemgmt.services"}),
    ("layers", "a use case asks a page", {f"services/{WRONG}.py": "import casemgmt.web"}),
    ("layers", "the store asks a use case", {f"store/{WRONG}.py": "import casemgmt.services"}),
    ("layers", "a page knows the application", {f"web/{WRONG}.py": "import casemgmt.app"}),
    ("layers", "a new folder without a place", {f"{WRONG}.py": ""}),
    (
        "no-cycles",
        "two rules need each other",
        {
            "domain/zz_one.py": "import casemgmt.domain.zz_two",
            "domain/zz_two.py": "import casemgmt.domain.zz_one",
        },
    ),
    ("domain-is-pure", "a rule asks the web", {f"domain/{WRONG}.py": "import flask"}),
    ("domain-is-pure", "a rule asks a database", {f"domain/{WRONG}.py": "import sqlite3"}),
    ("domain-is-pure", "a rule asks the installation", {f"domain/{WRONG}.py": "import casemgmt.config"}),
    ("only-store-knows-sql", "a use case writes SQL", {f"services/{WRONG}.py": "import sqlalchemy"}),
    ("only-store-knows-sql", "a page opens a session", {f"web/{WRONG}.py": "import flask_sqlalchemy"}),
    ("services-know-no-http", "a use case reads a request", {f"services/{WRONG}.py": "import flask"}),
    ("services-know-no-http", "a use case makes a reply", {f"services/{WRONG}.py": "import werkzeug"}),
    ("cli-is-no-page", "a command uses the guard of pages", {"cli.py": "import casemgmt.http"}),
    (
        "instruments-are-independent",
        "one instrument reads another",
        {f"domain/instruments/{WRONG}.py": "import casemgmt.domain.instruments.vision"},
    ),
    (
        "use-cases-are-independent",
        "one use case calls another",
        {f"services/{WRONG}.py": "", "services/zz_other.py": f"import casemgmt.services.{WRONG}"},
    ),
    (
        "pages-are-independent",
        "one page module uses another",
        {f"web/{WRONG}.py": "", "web/zz_other.py": f"import casemgmt.web.{WRONG}"},
    ),
    ("only-cli-tests", "a page starts the tests", {f"web/{WRONG}.py": "import casemgmt.test_command"}),
]


@pytest.fixture
def copy_of_program(tmp_path):
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    only_code = shutil.ignore_patterns("__pycache__", "static", "*.csv")
    shutil.copytree(PACKAGE, tmp_path / "casemgmt", ignore=only_code)
    return tmp_path


def lint_imports(folder, *options):
    command = [sys.executable, "-c", LINT_IMPORTS, "--no-logo", "--no-cache", *options]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def declared_contracts():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    return {each.removeprefix(PREFIX) for each in settings.sections() if each.startswith(PREFIX)}


def test_the_program_keeps_every_contract():
    done = lint_imports(ROOT)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("contract", "added"), [pytest.param(contract, added, id=case) for contract, case, added in BROKEN]
)
def test_a_wrong_import_breaks_its_contract(copy_of_program, contract, added):
    for name, line in added.items():
        with (copy_of_program / "casemgmt" / name).open("a", encoding="utf-8") as module:
            module.write(f"\n{line}\n")

    done = lint_imports(copy_of_program, "--contract", contract)

    assert done.returncode == 1
    assert "1 broken" in done.stdout
    assert any(Path(name).stem in done.stdout for name in added)


def test_every_contract_is_broken_once():
    assert {contract for contract, _, _ in BROKEN} == declared_contracts()
