"""The source tree as data: files, syntax trees, imports. Read once for all architecture tests."""

from __future__ import annotations

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("desk", "models", "printing", "resources", "scanning", "ui")

Definition = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of ours."""

    path: Path
    name: str
    text: str
    tree: ast.Module

    @property
    def shown(self) -> str:
        """The path as a person types it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def lines(self) -> int:
        """Physical lines."""
        return len(self.text.splitlines())


@cache
def project() -> dict[str, Any]:
    """pyproject.toml as data."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def tracked() -> tuple[Path, ...]:
    """Every file git knows, or everything outside hidden and made folders where there is no git."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
        return tuple(path for name in names if name and (path := ROOT / name).is_file())
    made = {"build", "dist", "__pycache__"}
    return tuple(
        path
        for path in ROOT.rglob("*")
        if path.is_file() and not any(p in made or p.startswith(".") for p in path.relative_to(ROOT).parts)
    )


def _read(path: Path) -> Module:
    parts = list(path.relative_to(ROOT).with_suffix("").parts)
    if parts[-1] == "__init__":
        parts.pop()
    text = path.read_text("utf-8")
    return Module(path, ".".join(parts), text, ast.parse(text, str(path)))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the six rooms."""
    found = (path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in ROOMS)
    return tuple(_read(path) for path in sorted(found))


@cache
def house() -> tuple[Module, ...]:
    """dev.py and what stands in installer/."""
    found = (path for path in tracked() if path.suffix == ".py")
    own = (path for path in found if path.name == "dev.py" or path.relative_to(ROOT).parts[0] == "installer")
    return tuple(_read(path) for path in sorted(own))


@cache
def suite() -> tuple[Module, ...]:
    """Every module below tests/."""
    found = (path for path in tracked() if path.suffix == ".py")
    return tuple(_read(path) for path in sorted(found) if path.relative_to(ROOT).parts[0] == "tests")


def functions(module: Module) -> Iterator[Definition]:
    """Every function and method of `module`, nested ones included."""
    for node in ast.walk(module.tree):
        if isinstance(node, Definition):
            yield node


def dotted(node: ast.expr) -> str:
    """`a.b.c` of an attribute chain, or an empty text."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def calls(module: Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with a plain dotted name."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and (name := dotted(node.func)):
            yield name, node


def import_time(module: Module) -> Iterator[str]:
    """The modules that importing `module` imports at once: not inside functions, not for types only."""
    yield from _imports_of(module.tree.body)


def _imports_of(body: list[ast.stmt]) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If):
            if dotted(node.test) not in {"TYPE_CHECKING", "typing.TYPE_CHECKING"}:
                yield from _imports_of(node.body)
            yield from _imports_of(node.orelse)
        elif isinstance(node, ast.Try | ast.With | ast.ClassDef):
            yield from _imports_of(node.body)
