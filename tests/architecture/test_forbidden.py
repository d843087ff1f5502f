"""What stands nowhere in the tree, each with its reason."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import ROOT, calls, house, modules, suite, tracked

TEXT = {".py", ".md", ".toml", ".txt", ".lock", ".csv", ".qss", ".ini", ".mako", ".spec", ".svg", ".json", ""}
CLOCK = re.compile(
    r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|ctime|strftime)"
    r"|Q(Date|Time|DateTime)\.current\w+)$"
)


def texts() -> list[tuple[str, str]]:
    """Every tracked text file with its contents."""
    return [
        (path.relative_to(ROOT).as_posix(), path.read_text("utf-8"))
        for path in tracked()
        if path.suffix in TEXT and path.name != "LICENSE"
    ]


def test_opencv_never_gets_a_path() -> None:
    """cv2 reads and writes nothing under a non-ASCII path on Windows (anchors/packaging.md §3)."""
    names = {"imread", "imwrite", "imreadmulti", "imwritemulti", "imcount"}
    everything = (*modules(), *suite())
    found = [m.shown for m in everything for name, _ in calls(m) if name.split(".")[-1] in names]
    assert found == []


def test_only_the_clock_module_reads_the_clock() -> None:
    found = [
        f"{m.shown}:{call.lineno}"
        for m in modules()
        if m.name != "desk.clock"
        for name, call in calls(m)
        if CLOCK.search(name)
    ]
    assert found == []


def test_only_the_command_line_prints() -> None:
    allowed = ("desk.cli", "desk.__main__", "desk.trial.playday", "ui.selftest", "ui.shots")
    found = [
        m.shown
        for m in modules()
        if not m.name.startswith(allowed)
        for name, _ in calls(m)
        if name == "print"
    ]
    assert found == []


def test_nothing_is_left_to_be_done() -> None:
    marks = re.compile(r"#.*\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|raise NotImplemented" + r"Error")
    everything = (*modules(), *house(), *suite())
    assert [m.shown for m in everything if marks.search(m.text)] == []


def test_no_relative_and_no_wildcard_imports() -> None:
    found = [
        f"{m.shown}:{node.lineno}"
        for m in (*modules(), *house(), *suite())
        for node in ast.walk(m.tree)
        if isinstance(node, ast.ImportFrom) and (node.level or any(a.name == "*" for a in node.names))
    ]
    assert found == []


def test_no_path_of_one_machine_stands_in_the_tree() -> None:
    machine = re.compile(r"(?<![\w.])/(work|root|home|Users)/\w|[A-Z]:\\\\?Users\\")
    assert [name for name, text in texts() if machine.search(text)] == []


def test_no_registry_address_stands_in_the_tree() -> None:
    hosts = re.compile(
        r"pypi\."
        + r"org|pythonhosted\."
        + r"org|registry\.npm"
        + r"js|deb\.debian\."
        + r"org|--index"
        + r"-url http"
    )
    assert [name for name, text in texts() if hosts.search(text)] == []


def test_an_f_string_is_never_translated() -> None:
    """lupdate and the dictionary know literal sentences only; an f-string would stay Vietnamese for ever."""
    found = [
        f"{m.shown}:{call.lineno}"
        for m in modules()
        if m.name.startswith("ui")
        for name, call in calls(m)
        if name.split(".")[-1] == "tr" and call.args and isinstance(call.args[0], ast.JoinedStr)
    ]
    assert found == []


def test_no_test_sleeps_or_is_skipped() -> None:
    names = {"time.sleep", "pytest.skip", "pytest.importorskip", "pytest.xfail"}
    marks = re.compile(r"pytest\.mark\.(skip|skipif|xfail|flaky)\b")
    tests = [
        m for m in suite() if m.path.name.startswith("test_")
    ]  # helpers may time a blow, tests never wait
    found = [f"{m.shown}:{c.lineno}" for m in tests for name, c in calls(m) if name in names]
    found += [m.shown for m in suite() if m.name != __name__ and marks.search(m.text)]
    assert found == []
