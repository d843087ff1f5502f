"""Pages worked ahead: kept whole under what they were made from, or as good as not there."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from scanning.errors import ScanningError
from scanning.work.job import Layer, PageDone, PageJob
from scanning.work.pool import Cancelled, Done, Known, PagePool
from scanning.work.prepared import WORK, digest_of, forget, made_from, prepare, sweep, taken
from tests.helpers import page_workers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "trang.png"
    Image.new("RGB", (40, 60), "white").save(file)
    return file


class CountingPool(PagePool):
    """Answers each job itself, with layers as a worker would spool them, and counts what it was given."""

    def __init__(self) -> None:
        super().__init__(workers=1, life=page_workers.answers)
        self.worked: list[PageJob] = []

    def run(
        self,
        jobs: Sequence[PageJob],
        *,
        done: Done | None = None,
        cancelled: Cancelled | None = None,
        known: Known | None = None,
        background: bool = False,
        abreast: int | None = None,
    ) -> list[PageDone]:
        del cancelled, abreast
        answers = []
        with self._turn(background=background):
            for number, job in enumerate(jobs):
                page = (known(number) if known else None) or self._work(job)
                if done is not None:
                    done(number, page)
                answers.append(page)
        return answers

    def _work(self, job: PageJob) -> PageDone:
        self.worked.append(job)
        picture, stencil = job.folder / f"{job.name}.p0", job.folder / f"{job.name}.s"
        picture.write_bytes(b"jpeg " + job.source.read_bytes()[:200])
        stencil.write_bytes(b"g4")
        return page_workers.done_with(
            job,
            pictures=(Layer(picture, 30, 40, (0.125, 1 / 3, 0.5, 0.25)),),
            stencil=Layer(stencil, 300, 400),
        )


def entry_of(folder: Path) -> Path:
    [entry] = [one for one in folder.iterdir() if not one.name.startswith(WORK)]
    return entry


def found(source: Path, folder: Path, into: Path, **changes: object) -> PageDone | None:
    told: dict[str, object] = {"profile": "text", "ocr": True, "folder": into, "name": "00007", **changes}
    job = PageJob(source, 0, **told)  # type: ignore[arg-type]
    into.mkdir(exist_ok=True)
    return taken(folder, made_from(job, digest_of(source)), into=into, name=job.name)


def test_a_kept_page_comes_back_as_it_was_with_its_layers(tmp_path: Path, source: Path) -> None:
    folder, into = tmp_path / "prepared", tmp_path / "spool"
    [page] = prepare(source, folder, pool=CountingPool())
    back = found(source, folder, into)
    assert back is not None
    assert back.stencil is not None
    assert back.stencil.file.read_bytes() == b"g4"
    assert back.pictures[0].file.parent == into
    assert back.pictures[0].file.read_bytes().startswith(b"jpeg \x89PNG")
    assert (back.pictures[0].place, back.pictures[0].width) == ((0.125, 1 / 3, 0.5, 0.25), 30)
    assert (back.words, back.ink, back.corners) == (page.words, page.ink, page.corners)
    assert (back.width, back.warnings, back.blank) == (page.width, page.warnings, page.blank)
    assert [one.name for one in folder.iterdir()] == [entry_of(folder).name]


def test_the_same_page_is_worked_once_whoever_asks_and_under_whatever_name(
    tmp_path: Path, source: Path
) -> None:
    other = tmp_path / "tên khác.png"
    other.write_bytes(source.read_bytes())
    pool = CountingPool()
    asked = [
        threading.Thread(target=prepare, args=(file, tmp_path / "prepared"), kwargs={"pool": pool})
        for file in (source, other, source, other)
    ]
    for one in asked:
        one.start()
    for one in asked:
        one.join()
    assert len(pool.worked) == 1


@pytest.mark.parametrize("changes", [{"profile": "colour"}, {"ocr": False}])
def test_a_page_made_another_way_does_not_stand_in(
    tmp_path: Path, source: Path, changes: dict[str, object]
) -> None:
    prepare(source, tmp_path / "prepared", pool=CountingPool())
    assert found(source, tmp_path / "prepared", tmp_path / "spool", **changes) is None


def test_a_source_changed_afterwards_does_not_meet_its_old_page(tmp_path: Path, source: Path) -> None:
    prepare(source, tmp_path / "prepared", pool=CountingPool())
    Image.new("RGB", (40, 60), "black").save(source)
    assert found(source, tmp_path / "prepared", tmp_path / "spool") is None


def test_what_is_worked_is_the_copy_that_was_hashed(tmp_path: Path, source: Path) -> None:
    pool = CountingPool()
    prepare(source, tmp_path / "prepared", pool=pool)
    assert pool.worked[0].source != source
    assert pool.worked[0].source.name == source.name


def _shorter(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def _zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize("harm", [_shorter, _zeros, Path.unlink], ids=["cut", "zeros", "gone"])
@pytest.mark.parametrize("part", [".p0", ".s", "facts.json"])
def test_an_entry_that_is_not_whole_is_not_there_and_is_made_anew(
    tmp_path: Path, source: Path, part: str, harm: Callable[[Path], None]
) -> None:
    folder, into, pool = tmp_path / "prepared", tmp_path / "spool", CountingPool()
    prepare(source, folder, pool=pool)
    harm(entry_of(folder) / part)
    assert found(source, folder, into) is None
    prepare(source, folder, pool=pool)
    assert found(source, folder, into) is not None
    assert len(pool.worked) == 2


def test_facts_naming_a_file_elsewhere_are_refused(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "prepared"
    prepare(source, folder, pool=CountingPool())
    facts = entry_of(folder) / "facts.json"
    facts.write_text(facts.read_text("utf-8").replace('".s"', '"/../../../x.s"'), "utf-8")
    assert found(source, folder, tmp_path / "spool") is None


def test_an_unreadable_source_leaves_nothing(tmp_path: Path) -> None:
    bad, folder = tmp_path / "hỏng.jpg", tmp_path / "prepared"
    bad.write_bytes(b"\xff\xd8 not a picture")
    with pytest.raises(ScanningError) as fault:
        prepare(bad, folder, pool=CountingPool())
    assert fault.value.details["file"] == "hỏng.jpg"
    assert list(folder.iterdir()) == []


def test_forgetting_takes_all_pages_of_one_source_only(tmp_path: Path, source: Path) -> None:
    folder, other = tmp_path / "prepared", tmp_path / "khác.png"
    Image.new("RGB", (40, 60), "red").save(other)
    for file in (source, other):
        prepare(file, folder, pool=CountingPool())
    prepare(source, folder, profile="colour", pool=CountingPool())
    forget(folder, digest_of(source))
    assert entry_of(folder).name.startswith(digest_of(other))
    forget(folder, "")
    forget(tmp_path / "nowhere", digest_of(source))
    assert entry_of(folder).is_dir()


def test_sweeping_takes_what_is_old_finished_or_not(tmp_path: Path, source: Path) -> None:
    folder = tmp_path / "prepared"
    prepare(source, folder, pool=CountingPool())
    left = folder / f"{WORK}cafe"
    left.mkdir()
    os.utime(left, (1000, 1000))
    assert sweep(folder, before=2000) == 1
    assert entry_of(folder).is_dir()
    os.utime(entry_of(folder), (1000, 1000))
    assert sweep(folder, before=2000) == 1
    assert list(folder.iterdir()) == []
    assert sweep(tmp_path / "nowhere", before=2000) == 0


def test_a_file_being_made_goes_before_pages_worked_ahead() -> None:
    order: list[str] = []
    started, go = threading.Event(), threading.Event()

    def work(name: str, *, background: bool, hold: bool = False) -> threading.Thread:
        def told(_number: int, _page: PageDone) -> None:
            order.append(name)
            if hold:
                started.set()
                go.wait(10)

        job = PageJob(Path("a.jpg"), 0, profile="text", ocr=False, folder=Path(), name="0")
        thread = threading.Thread(
            target=pool.run, args=([job],), kwargs={"done": told, "background": background}
        )
        thread.start()
        return thread

    with PagePool(workers=1, life=page_workers.answers) as pool:
        threads = [work("first", background=True, hold=True)]
        assert started.wait(10)
        threads += [work("ahead", background=True)]
        threads += [work("file", background=False)]
        while pool._urgent == 0:  # until the file stands in line
            threading.Event().wait(0.01)
        go.set()
        for thread in threads:
            thread.join()
    assert order == ["first", "file", "ahead"]


def test_a_known_page_is_not_worked_and_still_told() -> None:
    jobs = [
        PageJob(Path("a.jpg"), page, profile="text", ocr=True, folder=Path(), name=str(page))
        for page in range(3)
    ]
    told: list[int] = []
    there = page_workers.done(jobs[1])
    with PagePool(workers=1, life=page_workers.answers) as pool:
        done = pool.run(
            jobs,
            done=lambda number, _page: told.append(number),
            known=lambda number: there if number == 1 else None,
        )
        assert pool.run([jobs[1]], known=lambda _number: there) == [there]
    assert done[1] is there
    assert sorted(told) == [0, 1, 2]
