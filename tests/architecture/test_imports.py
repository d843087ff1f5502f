"""Who may know whom: layers by import-linter, no cycles, Qt in one room, heavy libraries late."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

from tests.architecture.tree import ROOT, Module, import_time, modules

HEAVY = {"cv2", "numpy", "reportlab", "sqlalchemy", "onnxruntime", "pikepdf", "PIL", "tesserocr", "alembic"}


def strongly_connected(graph: dict[str, set[str]]) -> list[set[str]]:
    """The knots of a graph: sets of two or more modules that reach one another (Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    knots: list[set[str]] = []

    def visit(node: str) -> None:
        order[node] = low[node] = len(order)
        stack.append(node)
        for after in graph[node]:
            if after not in order:
                visit(after)
                low[node] = min(low[node], low[after])
            elif after in stack:
                low[node] = min(low[node], order[after])
        if low[node] == order[node]:
            knot = set(stack[stack.index(node) :])
            del stack[stack.index(node) :]
            if len(knot) > 1:
                knots.append(knot)

    for name in graph:
        if name not in order:
            visit(name)
    return knots


def test_the_cycle_finder_finds_a_cycle() -> None:
    assert strongly_connected({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [{"b", "c"}]


def test_no_module_imports_itself_in_a_circle() -> None:
    names = {module.name for module in modules()}
    graph = {
        module.name: {n for n in import_time(module) if n in names} - {module.name} for module in modules()
    }
    assert strongly_connected(graph) == []


def test_import_rules_hold() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 broken" in done.stdout


def imported_anywhere(module: Module) -> set[str]:
    """Top-level names of everything a module imports, also inside functions."""
    found = set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def test_qt_stays_in_ui() -> None:
    outside = [module for module in modules() if not module.name.startswith("ui")]
    assert [m.shown for m in outside if imported_anywhere(m) & {"PySide6", "shiboken6"}] == []


def loaded_by(statement: str) -> set[str]:
    """The top-level modules a fresh interpreter holds after `statement`."""
    code = f"{statement}\nimport sys\nprint(*sorted({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return set(done.stdout.split())


def test_the_command_line_starts_without_heavy_libraries() -> None:
    assert loaded_by("import desk.__main__, desk.cli.frame") & HEAVY == set()


def test_the_window_starts_without_heavy_libraries() -> None:
    assert loaded_by("import ui.__main__, ui.main") & HEAVY == set()
