"""Measurements of the scan station: how well and how fast pages are read."""

from __future__ import annotations

import time
from functools import partial
from itertools import islice
from random import Random
from typing import TYPE_CHECKING, Any

from desk.trial.bench import NOW, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

READ_TARGET, RATE_TARGET, PHOTO_RATE_TARGET, FIND_TARGET = 700, 1.5, 2.0, 200
_SEEDS = (11, 12)


def ocr_page(scratch: Path) -> Sequence[float]:
    """Processor time of reading a scanned letter with seals over its text, from the whitened page on."""
    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading_set import worn_page
    from scanning.steps.clean import whiten
    from scanning.words.ocr import Reader
    from scanning.words.ready import tessdata_folder

    del scratch
    folder = tessdata_folder()
    if folder is None:
        return [float("inf")]
    reader = Reader(folder)
    values = []
    for kind in LETTERS:
        white = whiten(worn_page(kind, _SEEDS[0]).bgr)
        started = time.process_time()
        reader.read(white, dpi=200)
        values.append((time.process_time() - started) * 1000)
    reader.close()
    return values


def ocr_rate(scratch: Path, *, source: str) -> Sequence[float]:
    """Letters wrong, missing or out of order, in percent: each kind of letter, from file to words."""
    from scanning.pdf.textlayer import text_of
    from scanning.scenes.letters import LETTERS
    from scanning.scenes.reading import mean_rate
    from scanning.scenes.reading_set import worn_page
    from scanning.work.job import PageJob
    from scanning.work.pages import PageWorker

    worker = PageWorker()
    values = []
    for seed in _SEEDS:
        pairs = []
        for kind in LETTERS:
            page = worn_page(kind, seed, source=source)
            file = page.save(scratch / f"{kind}.jpg")
            done = worker.do(PageJob(file, 0, profile="text", ocr=True, folder=scratch, name=kind))
            pairs.append((page.text, text_of(done.words)))
        values.append(mean_rate(pairs) * 100)
    worker.close()
    return values


def orientation_wrong(scratch: Path) -> Sequence[float]:
    """Hard pages turned each way and not put upright, in percent, kind by kind."""
    from collections import Counter

    from scanning.scenes.turned_set import turned_pages
    from scanning.steps.orient import Turner

    del scratch
    turner, wrong, seen = Turner(), Counter[str](), Counter[str]()
    for kind, needed, page in turned_pages(3):
        seen[kind] += 1
        wrong[kind] += turner.upright(page).rotation != needed
    return [100 * wrong[kind] / seen[kind] for kind in seen]


def orientation_time(scratch: Path) -> Sequence[float]:
    """Processor milliseconds to tell which way a page lies, a page of each kind, turned each way."""
    from scanning.scenes.turned_set import turned_pages
    from scanning.steps.orient import Turner

    del scratch
    turner, values = Turner(), []
    for _, _, page in turned_pages(1):
        turner.upright(page)
        started = time.process_time()
        turner.upright(page)
        values.append((time.process_time() - started) * 1000)
    return values


def find_in_papers(folder: Path) -> Sequence[float]:
    """Words on papers, rare and everywhere, with and without marks; every dossier has a page of text."""
    from desk.finding.find import find
    from desk.office.bootstrap import open_office

    values = []
    with open_office(folder, now=NOW) as office:
        with office.write("bench.papers") as uow:
            fill_papers(uow.session)
            uow.commit()
        for asked in ASKED * 6:
            started = time.perf_counter()
            find(office, asked)
            values.append((time.perf_counter() - started) * 1000)
    return values[len(ASKED) :]


def fill_papers(session: Session) -> None:
    """A page of fictional text on every dossier that has no paper: usual words, a rare one in a hundred."""
    from sqlalchemy import func, insert, select

    from desk.imaging.paper_words import indexed_words
    from models.paper_index import enter
    from models.tables import Attachment, Dossier, PaperText
    from scanning.scenes.letter_words import JUDGING, TUNING

    draw = Random(7)  # noqa: S311 - made-up pages
    sentences = [*TUNING.sentences, *JUDGING.sentences, *TUNING.bases, *JUDGING.bases]
    folded = {one: indexed_words(one) for one in sentences}  # folding every page anew would take minutes
    there = session.scalar(select(func.max(Attachment.id))) or 0
    wanted = session.execute(
        select(Dossier.id, Dossier.code, Dossier.received_at).where(
            Dossier.id.not_in(select(Attachment.dossier_id))
        )
    ).all()
    for batch in _batches(enumerate(wanted, start=there + 1)):
        papers, texts = [], []
        for number, (key, code, at) in batch:
            chosen = draw.sample(sentences, 12)
            own = f"hiệu {draw.choice(RARE)}{key % 997}, số {key}/UBND-VP"
            papers.append(
                {
                    "id": number, "dossier_id": key, "component_no": 1, "role": "component",
                    "file": f"attachments/{code}/1.pdf", "pages": 1, "bytes": 1, "sha256": "0" * 64,
                    "text_chars": 1, "created_at": at,
                }
            )  # fmt: skip
            words = " ".join((*(folded[one] for one in chosen), indexed_words(own)))
            texts.append({"attachment_id": number, "text": "\n".join((*chosen, own)), "words": words})
        session.execute(insert(Attachment), papers)
        session.execute(insert(PaperText), texts)
        for one in texts:
            enter(session, int(one["attachment_id"]), str(one["words"]))


def _batches(rows: Iterator[Any]) -> Iterator[list[Any]]:
    while batch := list(islice(rows, 1000)):
        yield batch


RARE = ("bằng lăng", "phượng vĩ", "hoa sữa", "thạch thảo", "cúc quỳ")
ASKED = (
    "khuyết tật nặng", "khuyet tat nang", "mương thuỷ lợi", "uy ban nhan dan", "phuong vi", "thach thao",
    "hoa sua 12", "quyet dinh thay the van ban", "khong co o dau ca", "tro cap hang thang buu dien", "du",
    "công dân khiếu nại", "123456",
)  # fmt: skip
IMAGING = (
    Bench("ocr_page_200dpi", READ_TARGET, ocr_page),
    Bench("ocr_cer_200dpi", RATE_TARGET, partial(ocr_rate, source="scan200"), unit="%"),
    Bench("orientation_wrong", 1.0, orientation_wrong, unit="%"),
    Bench("orientation_time", 20, orientation_time),
    Bench("find_in_papers", FIND_TARGET, find_in_papers, large=True),
    Bench("ocr_cer_photo", PHOTO_RATE_TARGET, partial(ocr_rate, source="photo"), unit="%"),
)
