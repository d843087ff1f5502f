"""Small pure parts of the counter."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from desk.errors import InputError
from desk.imaging.filing import StagedPdf, slugged
from desk.intake.identity import parse_card
from desk.intake.receive_file import GivenComponent
from desk.intake.reception import missing_components, named_components
from desk.life.states import VERBS
from desk.paper.forms import PRINTABLE, check_form
from desk.rows import ComponentCard, ProcedureCard
from desk.trial.bench import Bench, result_of, run_benches
from desk.trial.bench_cases import BENCHES
from desk.trial.fictional import NO_PROVINCE, a_citizen

if TYPE_CHECKING:
    from desk.office.opened import Office
    from ui.services import Services

ROOT = Path(__file__).resolve().parents[3]


def the_window_is_served(office: Office) -> Services:
    """Checked by mypy alone: the facade meets the protocol the screens are written against."""
    from desk.services import DeskServices

    return DeskServices(office)


class TestBench:
    def test_median_and_p99_by_nearest_rank(self) -> None:
        values = [float(number) for number in range(1, 201)]

        row = result_of(Bench("x", 50, lambda _: values), values)

        assert (row["median"], row["p99"], row["n"], row["target"], row["unit"]) == (
            100.5,
            198.0,
            200,
            50,
            "ms",
        )

    def test_one_value_is_its_own_p99(self) -> None:
        assert result_of(Bench("x", 1, lambda _: [3.0]), [3.0])["p99"] == 3.0

    def test_what_could_not_be_measured_is_null_and_a_rate_says_that_more_is_better(self) -> None:
        row = result_of(Bench("x", 1, lambda _: [], more=True), [float("inf")])

        assert (row["median"], row["p99"], row["better"]) == (None, None, "more")

    def test_an_unknown_name_is_refused_before_anything_runs(self) -> None:
        with pytest.raises(InputError) as caught:
            run_benches(("due", "coffee"))
        assert caught.value.code == "bench.unknown"

    def test_the_figures_of_the_issue_have_their_targets(self) -> None:
        targets = {bench.name: bench.target for bench in BENCHES}

        assert targets["receive"] == 50
        assert targets["receipt_pdf"] == 150
        assert targets["digitise_photo"] == 3000
        assert targets["first_paint"] == 500
        assert targets["idle_rss"] == 150
        assert targets["paint_rss"] == 110
        assert targets["procedure_search"] == 10
        assert {targets[name] for name in targets if name.startswith(("act_", "list_"))} == {50}
        assert {name.removeprefix("act_") for name in targets if name.startswith("act_")} == set(VERBS)

    def test_an_ending_star_stands_for_all_that_begin_so(self) -> None:
        answer = run_benches(("list_pay*", "list_all"), dossiers=40)

        assert [row["name"] for row in answer["results"]] == ["list_payment", "list_all"]
        assert [row["dossiers"] for row in answer["results"]] == [40, 40]
        assert answer["large_office"] == {"dossiers": 40, "meant_for": 100_000}

    def test_a_bench_runs_and_says_on_what(self) -> None:
        answer = run_benches(("due",))

        assert set(answer) == {"machine", "versions", "large_office", "results"}
        assert answer["results"][0]["n"] == 500
        assert answer["machine"]["cores"] >= 1


class TestFictionalCitizens:
    def test_their_numbers_agree_with_sex_and_year_as_real_ones_do(self) -> None:
        random = Random(1)
        for _ in range(200):
            one = a_citizen(random, today=date(2026, 11, 23))
            sex = "Nam" if one.sex == "male" else "Nữ"
            text = f"{one.id_number}||{one.full_name}|{one.birth_date:%d%m%Y}|{sex}|{one.address}|01052021"
            assert parse_card(text).warnings == ()

    def test_are_plainly_nobody(self) -> None:
        one = a_citizen(Random(2), today=date(2026, 11, 23))

        assert one.id_number.startswith(NO_PROVINCE)
        assert "phường Mẫu" in one.address
        assert (date(2026, 11, 23) - one.birth_date).days >= 18 * 365


class TestFileNames:
    @pytest.mark.parametrize(
        ("name", "slug"),
        [
            ("Tờ khai đăng ký khai sinh", "to-khai-dang-ky-khai-sinh"),
            ("Căn cước/CCCD (bản sao)", "can-cuoc-cccd-ban-sao"),
            ("../../etc/passwd", "etc-passwd"),
            ("   ", "giay-to"),
            ("漢字", "giay-to"),
            ("x" * 90, "x" * 40),
        ],
    )
    def test_are_ascii_and_short(self, name: str, slug: str) -> None:
        assert slugged(name) == slug

    @pytest.mark.parametrize(
        ("component", "again", "name"),
        [
            (1, 0, "C-1_01_to-khai.pdf"),
            (12, 0, "C-1_12_to-khai.pdf"),
            (0, 2, "C-1_00_to-khai-3.pdf"),
            (-1, 0, "C-1_00_to-khai.pdf"),
        ],
    )
    def test_tell_code_and_place(self, component: int, again: int, name: str) -> None:
        staged = StagedPdf(
            component=component,
            role="component",
            slug="to-khai",
            path=Path(),
            pages=1,
            bytes=1,
            sha256="",
            pdf_a=None,
            text_chars=0,
            originals=(),
        )
        assert staged.name("C-1", again=again) == name


class TestForms:
    def test_those_printable_have_their_templates(self) -> None:
        for form in PRINTABLE:
            check_form(form)
            assert (ROOT / "resources" / "forms" / f"{form}.toml").is_file()


def a_procedure(*components: ComponentCard) -> ProcedureCard:
    return ProcedureCard(
        code="1.000000",
        name="Thủ tục mẫu",
        field="Hộ tịch",
        level="xã",
        time_limit=3,
        time_unit="working_day",
        fee=0,
        online_level="",
        components=components,
        source="",
        confidence="",
    )


class TestTheChecklist:
    CARD = a_procedure(
        ComponentCard(1, "Tờ khai", mandatory=True),
        ComponentCard(2, "Căn cước", mandatory=True, from_database=True),
        ComponentCard(3, "Giấy ủy quyền", mandatory=True, condition="nếu có"),
        ComponentCard(4, "Ảnh", mandatory=False),
    )

    def missing(self, *given: GivenComponent) -> list[str]:
        return [note.message for note in missing_components(given, self.CARD, lang="vi")]

    def test_asks_only_for_what_must_be_brought(self) -> None:
        assert len(self.missing()) == 1
        assert "Tờ khai" in self.missing()[0]

    def test_is_content_with_the_paper_or_its_data(self) -> None:
        assert self.missing(GivenComponent(no=1)) == []
        assert self.missing(GivenComponent(no=1, kind="reused", copies=0)) == []
        assert len(self.missing(GivenComponent(no=1, copies=0))) == 1

    def test_names_each_paper_as_given_or_as_listed(self) -> None:
        given = (GivenComponent(no=1), GivenComponent(no=1, name="Đơn"), GivenComponent(no=9))

        assert [name for _, name in named_components(given, self.CARD)] == [
            "Tờ khai",
            "Đơn",
            "Giấy tờ khác 9",
        ]
