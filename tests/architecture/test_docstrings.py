"""Every public thing says what it promises."""

from __future__ import annotations

import ast

from tests.architecture.tree import Definition, Module, house, modules

ALL = (*modules(), *house())


def public_definitions(module: Module) -> list[tuple[str, ast.ClassDef | Definition]]:
    """Public classes, functions and methods of public classes, by dotted name; nested functions left out."""
    found: list[tuple[str, ast.ClassDef | Definition]] = []

    def look(body: list[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, ast.ClassDef | Definition) and not node.name.startswith("_"):
                name = f"{prefix}.{node.name}"
                found.append((name, node))
                if isinstance(node, ast.ClassDef):
                    look(node.body, name)

    look(module.tree.body, module.name)
    return found


def test_every_module_opens_with_its_promise() -> None:
    assert [module.shown for module in ALL if not ast.get_docstring(module.tree)] == []


def test_every_public_class_has_a_docstring() -> None:
    named = (pair for module in ALL for pair in public_definitions(module))
    bare = [name for name, node in named if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)]
    assert bare == []


def test_nine_public_functions_of_ten_have_a_docstring() -> None:
    named = [pair for module in ALL for pair in public_definitions(module)]
    told = [bool(ast.get_docstring(node)) for _, node in named if isinstance(node, Definition)]
    bare = [name for name, node in named if isinstance(node, Definition) and not ast.get_docstring(node)]
    assert sum(told) / len(told) >= 0.9, bare


def test_everything_is_annotated() -> None:
    bare = []
    for module in ALL:
        for name, node in public_definitions(module):
            if not isinstance(node, Definition):
                continue
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            open_ones = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
            if open_ones or node.returns is None:
                bare.append(name)
    assert bare == []
