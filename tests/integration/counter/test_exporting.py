"""A dossier's papers leave the office proved byte for byte; what was altered is named and stays."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desk.errors import InputError, SurroundingsError
from desk.imaging.exporting import export_papers
from desk.intake.receive import commit_reception
from desk.intake.receive_file import command_from
from desk.life.act import act
from desk.life.show import show
from desk.office import settings
from desk.office.opened import Office
from desk.record.checking import check
from desk.record.durable import sha256_of
from tests.helpers.cli import DeskRun
from tests.integration.counter.conftest import a_command

NUMBER = "999090001234"


@pytest.fixture
def filed(office: Office, photo: Path) -> str:
    """A dossier with a paper of a known kind, one of none, and a result."""
    papers = [
        {"no": 1, "name": "Giấy khai sinh của NGUYỄN VĂN MẪU", "pages": [str(photo)], "doc_type": "KT01"},
        {"no": 2, "name": "Đơn", "pages": [str(photo)]},
    ]
    code = commit_reception(office, command_from(a_command(components=papers), base=office.data)).code
    act(office, code, "result-ready", {"result": {"title": "X", "pages": [str(photo)], "doc_type": "KT01"}})
    return code


def allow_names(office: Office) -> None:
    with office.write("test") as uow:
        settings.change(uow, "files.person_in_export_names", new=True)
        uow.commit()


def names(folder: Path) -> set[str]:
    return {entry.name for entry in folder.iterdir()}


def test_every_paper_goes_out_whole_with_a_list_another_program_checks(
    office: Office, filed: str, tmp_path: Path
) -> None:
    done = export_papers(office, filed, tmp_path / "ra")

    view = show(office, filed)
    assert done.ok
    assert [one.file.name for one in done.files] == [one.file.name for one in view.attachments]
    assert names(tmp_path / "ra") == {one.file.name for one in view.attachments} | {
        f"{filed}_kiem-tra.sha256"
    }
    assert done.list_file is not None
    checked = subprocess.run(
        ["sha256sum", "-c", done.list_file.name], cwd=tmp_path / "ra", capture_output=True, check=False
    )
    assert checked.returncode == 0, checked.stdout
    assert not any(NUMBER in name for name in names(tmp_path / "ra"))
    event = view.events[-1]
    assert (event.verb, event.details["files"], event.details["refused"]) == ("files.exported", 3, 0)
    assert check(office).ok


def test_exporting_again_to_the_same_place_changes_nothing(
    office: Office, filed: str, tmp_path: Path
) -> None:
    export_papers(office, filed, tmp_path / "ra")
    before = {name: (tmp_path / "ra" / name).read_bytes() for name in names(tmp_path / "ra")}
    assert export_papers(office, filed, tmp_path / "ra").ok
    assert {name: (tmp_path / "ra" / name).read_bytes() for name in names(tmp_path / "ra")} == before


@pytest.mark.parametrize("how", ["one byte", "shorter", "gone", "a link"])
def test_an_altered_file_is_refused_by_name_and_the_others_go_out(
    office: Office, filed: str, tmp_path: Path, how: str
) -> None:
    file = show(office, filed).attachments[1].file
    whole = file.read_bytes()
    if how == "one byte":
        file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    elif how == "shorter":
        file.write_bytes(whole[:-9])
    else:
        file.unlink()
    if how == "a link":
        (tmp_path / "x.pdf").write_bytes(whole)
        file.symlink_to(tmp_path / "x.pdf")

    done = export_papers(office, filed, tmp_path / "ra")

    assert not done.ok
    assert [one.code for one in done.refused] == ["export.altered"]
    assert file.name in done.refused[0].message
    assert file.name not in names(tmp_path / "ra")
    assert len(done.files) == 2
    assert any(file.name in one.message for one in check(office).problems)


def test_official_names_need_the_offices_leave(office: Office, filed: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        export_papers(office, filed, tmp_path / "ra", official_names=True)
    assert caught.value.code == "export.names_not_allowed"
    assert not (tmp_path / "ra").exists()


def test_official_names_are_number_and_kind_and_never_meet(
    office: Office, filed: str, tmp_path: Path
) -> None:
    allow_names(office)
    done = export_papers(office, filed, tmp_path / "ra", official_names=True)
    assert [one.file.name for one in done.files] == [
        f"{NUMBER}.KT01.pdf", f"{filed}_02_don.pdf", f"{NUMBER}.KT01-2.pdf",
    ]  # fmt: skip
    assert [one.code for one in done.warnings] == ["export.no_official_name"]


def test_a_file_of_the_citizens_own_is_never_written_over(office: Office, filed: str, tmp_path: Path) -> None:
    target = tmp_path / "usb"
    target.mkdir()
    own = target / show(office, filed).attachments[2].file.name
    own.write_bytes(b"mine")
    with pytest.raises(InputError) as caught:
        export_papers(office, filed, target)
    assert caught.value.code == "export.would_overwrite"
    assert names(target) == {own.name}
    assert own.read_bytes() == b"mine"


@pytest.mark.parametrize(
    ("where", "code"),
    [("attachments/ra", "export.inside_data"), (".", "export.inside_data")],
)
def test_nothing_is_exported_into_the_office_itself(
    office: Office, filed: str, where: str, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        export_papers(office, filed, office.data / where)
    assert caught.value.code == code
    assert check(office).ok


def test_a_place_that_is_no_folder_is_refused(office: Office, filed: str, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x")
    for folder in (tmp_path / "tep", tmp_path / "a" / "b"):
        with pytest.raises(InputError) as caught:
            export_papers(office, filed, folder)
        assert caught.value.code == "export.bad_folder"


def test_a_full_disk_leaves_whole_copies_only(
    office: Office, filed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []
    real = os.fsync

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 3:  # the second file's bytes; the folder of the first was the second call
            raise OSError(errno.ENOSPC, "full")
        real(handle)

    monkeypatch.setattr("desk.imaging.exporting.os.fsync", full)
    with pytest.raises(SurroundingsError) as caught:
        export_papers(office, filed, tmp_path / "ra")
    assert caught.value.code == "data.disk_full"
    assert names(tmp_path / "ra") == {show(office, filed).attachments[0].file.name}


def test_a_copy_that_reads_back_wrong_is_removed_and_named(
    office: Office, filed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "desk.imaging.exporting.sha256_of",
        lambda path: ("0" * 64, 1) if path.suffix == ".part" else sha256_of(path),
    )
    done = export_papers(office, filed, tmp_path / "ra")
    assert [one.code for one in done.refused] == ["export.copy_differs"] * 3
    assert names(tmp_path / "ra") == set()


def test_the_command_answers_what_went_out_and_exits_by_it(
    office: Office, filed: str, tmp_path: Path, run_desk: Callable[..., DeskRun]
) -> None:
    whole = run_desk("export", filed, "-o", tmp_path / "ra", data=office.data)
    answer = whole.answer
    assert (whole.exit_code, answer["ok"], len(answer["files"])) == (0, True, 3)
    assert all(Path(one["exported"]).is_file() for one in answer["files"])

    show(office, filed).attachments[0].file.write_bytes(b"%PDF- other")
    partly = run_desk("export", filed, "-o", tmp_path / "nua", data=office.data)
    answer = partly.answer
    assert (partly.exit_code, answer["ok"], len(answer["files"])) == (3, False, 2)
    assert [one["code"] for one in answer["problems"]] == ["export.altered"]


def test_a_file_over_the_offices_limit_is_refused_and_a_large_one_warned_of(
    office: Office, photo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = [{"no": 1, "name": "Đơn", "pages": [str(photo)]}]

    def receive(size_mb: int, command_id: str) -> Any:
        monkeypatch.setattr("desk.imaging.filing.sha256_of", lambda path: (sha256_of(path)[0], size_mb << 20))
        command = command_from(a_command(components=paper, command_id=command_id), base=office.data)
        return commit_reception(office, command)

    assert "paper.large" not in {one.code for one in receive(5, "a").warnings}
    assert "paper.large" in {one.code for one in receive(6, "b").warnings}
    with pytest.raises(InputError) as caught:
        receive(21, "c")
    assert caught.value.code == "paper.too_large"
    assert caught.value.details["limit_mb"] == 20
