"""A wheel holds the whole program, and works from another folder."""

import configparser
import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.architecture.tree import PACKAGE, ROOT, shown

NOT_SHIPPED = {"__pycache__"}
SHOW_TEMPLATES = (
    "from casemgmt.app import create_app\n"
    "app = create_app()\n"
    "import casemgmt, json\n"
    "print(json.dumps([casemgmt.__file__, sorted(app.jinja_env.list_templates())]))\n"
)


def files_below(folder):
    return {path for path in folder.rglob("*") if path.is_file() and not NOT_SHIPPED & set(path.parts)}


def expected_in_wheel():
    """The names the wheel must hold: the package's files and the templates."""
    program = {shown(path) for path in files_below(PACKAGE)}
    return program | {f"casemgmt/{shown(path)}" for path in files_below(ROOT / "templates")}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """A wheel built from a copy of the tree, so that no traces of building stay in the tree."""
    source = tmp_path_factory.mktemp("source")
    shutil.copytree(PACKAGE, source / "casemgmt", ignore=shutil.ignore_patterns("__pycache__"))
    for folder in ("templates", "requirements"):
        shutil.copytree(ROOT / folder, source / folder)
    for file in ("setup.cfg", "pyproject.toml", "README.md"):
        shutil.copy(ROOT / file, source)
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", "built", "."]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = (source / "built").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def elsewhere(wheel, tmp_path_factory):
    """Runs a Python in a folder far from the tree that knows the program only by its wheel."""
    site = tmp_path_factory.mktemp("site")
    folder = tmp_path_factory.mktemp("elsewhere")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(site)
    environment = {
        **os.environ,
        "PYTHONPATH": str(site),
        "CASEMGMT_INSTANCE": str(folder / "instance"),
    }

    def run(*arguments):
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    run.site = site
    return run


def test_the_packages_listed_are_the_packages_of_the_tree():
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg", encoding="utf-8")
    listed = settings["options"]["packages"].split()

    found = {shown(path.parent).replace("/", ".") for path in PACKAGE.rglob("__init__.py")}

    assert sorted(listed) == sorted(found | {"casemgmt.templates"})


def test_every_folder_with_code_is_a_package():
    without = {
        shown(path.parent)
        for path in PACKAGE.rglob("*.py")
        if not (path.parent / "__init__.py").exists() and path.parent.name != "versions"
    }

    assert without == set()


def test_the_wheel_holds_every_file_of_the_program_and_every_template(wheel):
    with zipfile.ZipFile(wheel) as opened:
        held = {name for name in opened.namelist() if ".dist-info/" not in name}

    assert held == expected_in_wheel()


def test_the_wheel_is_the_same_on_every_machine(wheel):
    assert wheel.name.endswith("-py3-none-any.whl")


def test_the_installed_program_answers_from_another_folder(elsewhere):
    done = elsewhere("-m", "casemgmt", "routes", "--json")

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)


def test_the_installed_program_finds_its_templates(elsewhere):
    done = elsewhere("-c", SHOW_TEMPLATES)

    assert done.returncode == 0, done.stderr
    module, templates = json.loads(done.stdout)
    assert module.startswith(str(elsewhere.site))
    assert "base.html" in templates
