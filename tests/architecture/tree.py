"""The program's own source, as the tests of this folder read it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "casemgmt"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[Path]:
    """Every Python file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def shown(path: Path) -> str:
    """A path as it reads in a message."""
    return path.relative_to(ROOT).as_posix()


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text("utf-8"))


def nodes(path: Path) -> Iterator[ast.AST]:
    """Every node of a module's syntax tree."""
    return ast.walk(parsed(path))


def functions(path: Path) -> list[Function]:
    """Every function and method of a module, inner ones too."""
    return [node for node in nodes(path) if isinstance(node, Function)]


def body_lines(function: Function) -> int:
    """Lines from ``def`` to the end, the docstring left out."""
    first = function.body[0]
    has_docstring = ast.get_docstring(function, clean=False) is not None
    docstring = first.end_lineno - first.lineno + 1 if has_docstring else 0
    return function.end_lineno - function.lineno + 1 - docstring


def dotted(node: ast.AST) -> str:
    """``a.b.c`` of a chain of names; "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""
