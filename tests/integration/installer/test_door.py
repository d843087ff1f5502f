"""dev.py as a person calls it: a child process of the system's Python, from any folder."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.helpers.cli import ROOT, run


def test_a_word_nobody_knows_gets_the_list_of_words(tmp_path: Path) -> None:
    done = run([sys.executable, str(ROOT / "dev.py"), "dance"], cwd=tmp_path)
    assert done.exit_code == 2
    assert "python3 dev.py test" in done.stdout


def test_the_door_and_its_kit_use_the_standard_library_alone() -> None:
    code = (
        "import sys; sys.path[:0] = ['installer', '.']; import dev, devkit.verbs;"
        "print(*sorted({name.split('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)))"
    )
    done = run([sys.executable, "-I", "-S", "-c", code])
    assert done.exit_code == 0, done.stderr
    assert set(done.stdout.split()) <= {"__main__", "dev", "devkit"}


def test_an_old_python_is_told_what_to_type(tmp_path: Path) -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); import dev;"
        "sys.version_info = (3, 9, 2); dev.shutil.which = lambda name: None; dev.use_a_new_enough_python()"
    )
    done = run([sys.executable, "-c", code])
    assert done.exit_code == 2
    assert "sudo apt-get install -y python3.11 python3.11-venv && python3.11 dev.py run" in done.stdout


def test_the_job_takes_the_doors_own_process_and_its_exit_code() -> None:
    """Whoever ends dev.py ends the program; nothing is left behind."""
    code = (
        "import os, sys; sys.path[:0] = ['installer', '.'];"
        "from pathlib import Path; from devkit import verbs;"
        "place = type('Place', (), {'python': Path(sys.executable)})();"
        "print(os.getpid(), flush=True);"
        "verbs._child(place, '-c', 'import os, sys; print(os.getpid()); sys.exit(7)')"
    )
    done = run([sys.executable, "-c", code])
    first, second = done.stdout.split()
    assert done.exit_code == 7
    assert first == second
