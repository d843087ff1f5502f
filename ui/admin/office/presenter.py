"""Reads profiles and points, keeps what is typed, saves a profile from a day on or the points changed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ui.admin.office import model
from ui.admin.office.model import OfficeState
from ui.admin.parts.offer import Offer, nothing_to_save
from ui.admin.parts.presenter import SheetPresenter
from ui.admin.parts.reading import day_of, day_text
from ui.admin.parts.sheet import ON, Sheet
from ui.changes import Kind
from ui.i18n import tr
from ui.shell.screen import ToastAction
from ui.tokens import Tone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QObject

    from desk.office.rows import PointCard, ProfileCard
    from ui.services import Services
    from ui.shell.screen import ScreenContext


def read_house(services: Services) -> tuple[tuple[ProfileCard, ...], tuple[PointCard, ...]]:
    """Profiles and points (desk pool)."""
    return services.house.profiles(), services.house.points()


def save_points(services: Services, cards: Sequence[PointCard]) -> int:
    """Save points one by one, first those that could be refused (desk pool)."""
    for card in cards:
        services.house.set_point(card)
    return len(cards)


class OfficePresenter(SheetPresenter[OfficeState]):
    """The office. GUI thread only. What was typed stays until it is saved."""

    def __init__(self, context: ScreenContext, parent: QObject | None = None) -> None:
        super().__init__(context, OfficeState(today=context.services.now().date()), parent)

    def load(self) -> None:
        """Read profiles and points anew; drafts stay."""
        services = self.services
        self.ask("house", lambda: read_house(services), self._on_read, self._fail)

    def _on_read(self, answer: tuple[tuple[ProfileCard, ...], tuple[PointCard, ...]]) -> None:
        profiles, points = answer
        state = replace(self.state, profiles=profiles)
        holds = model.in_force(profiles, state.today)
        if not state.changed and holds is not None:
            values = model.profile_values(holds)
            state = replace(state, values=values, stored=values)
        if not state.points.dirty:
            state = replace(state, points=Sheet.of(model.point_cols(), map(model.point_row, points)))
        self.show(state)

    def _fail(self, sentence: str) -> None:
        self.show(replace(self.state, failure=sentence, busy=False, gap=self.gap))
        self.load()  # of several points some may be saved

    def look(self, view: str) -> None:
        """The profile, or the points."""
        self.show(replace(self.state, view=view, failure="", gap=""))

    # ---- typing ---------------------------------------------------------------------------------

    def put(self, key: str, text: str) -> None:
        """Type into the profile."""
        values = {**self.state.values, key: text}
        self.show(replace(self.state, values=values, failure="", gap=""))

    def put_from(self, text: str) -> None:
        """From when the profile holds."""
        if text != self.state.valid_from:
            self.show(replace(self.state, valid_from=text))

    @property
    def sheet(self) -> Sheet | None:
        """The points, where they are in front."""
        return self.state.points if self.state.view == "points" else None

    def edit(self, change: Callable[[Sheet], Sheet]) -> None:
        """Change the points."""
        self.show(replace(self.state, points=change(self.state.points), failure=""))

    def add(self) -> int:
        """Add a point; answers its line."""
        line = self.state.points.next_id
        self.edit(lambda sheet: sheet.add({"active": ON}))
        return line

    def undo(self) -> bool:
        """One step of the points back, or the profile as it holds."""
        if super().undo():
            return True
        if self.state.view == "profile" and self.state.changed:
            self.show(replace(self.state, values=self.state.stored, failure="", gap=""))
            return True
        return False

    # ---- saving ---------------------------------------------------------------------------------

    def offer(self) -> Offer:
        """What F9 would do now."""
        if self.state.busy:
            return Offer(tr("Đang lưu…"), enabled=False, icon="hourglass")
        return self._points_offer() if self.state.view == "points" else self._profile_offer()

    def _points_offer(self) -> Offer:
        count = len(self.state.points.changes)
        wrong = model.point_problems(self.state.points)
        if not self.state.points.dirty:
            return nothing_to_save()
        if wrong:
            return Offer(tr("Lưu điểm tiếp nhận"), enabled=False, note=wrong[0].sentence, tone=Tone.BAD)
        closed = any(line.gone for line in self.state.points.changes)
        note = tr("Điểm đã có hồ sơ không xóa, chỉ đóng lại.") if closed else ""
        return Offer(tr("Lưu {count} điểm tiếp nhận", count=count), note=note)

    def _profile_offer(self) -> Offer:
        if not self.state.changed:
            return nothing_to_save()
        wrong = model.profile_problems(self.state.values)
        if wrong:
            said = next(iter(wrong.values()))
            return Offer(tr("Lưu thông tin đơn vị"), enabled=False, note=said, tone=Tone.BAD)
        day = day_of(self.state.valid_from)
        if day is None:
            note = tr("Ghi ngày bắt đầu áp dụng tên hoặc mã mới.")
            return Offer(tr("Lưu thông tin đơn vị"), enabled=False, note=note, tone=Tone.WARN)
        coded = "code" in self.state.changed
        note = tr("Mã cũ vẫn tra được; số hồ sơ chạy tiếp, không đứt quãng.") if coded else ""
        return Offer(tr("Lưu thông tin từ {day}", day=day_text(day)), note=note)

    def commit(self) -> None:
        """F9."""
        if not self.offer().enabled:
            return
        services, state = self.services, self.state
        self.show(replace(state, busy=True, failure="", gap=""))
        if state.view == "points":
            cards = model.points_of(state.points)
            self.ask("save", lambda: save_points(services, cards), self._on_points, self._fail)
            return
        day, fields = day_of(state.valid_from), state.changed
        if day is not None:
            self.ask(
                "save",
                lambda: services.house.set_profile(fields, valid_from=day),
                self._on_profile,
                self._fail,
            )

    def _on_points(self, count: int) -> None:
        self.show(replace(self.state, busy=False, points=Sheet(model.point_cols())))
        self.load()
        self.told(Kind.OFFICE, tr("Đã lưu {count} điểm tiếp nhận", count=count))

    def _on_profile(self, card: ProfileCard) -> None:
        self.show(replace(self.state, busy=False, values=self.state.stored, valid_from=""))
        self.load()
        day = day_text(card.valid_from)
        self.told(Kind.OFFICE, tr("Thông tin đơn vị mới áp dụng từ {day}", day=day), card.name)

    def use_here(self, code: str, *, told: bool = True) -> None:
        """Let this machine receive at a point from now on; the one before comes back by undo."""
        services = self.services
        before = next((line.value("code") for line in self.state.points.lines if line.value("here")), "")

        def done(_code: str) -> None:
            self.load()
            undo = ToastAction(tr("Hoàn tác"), "undo", lambda: self.use_here(before, told=False))
            self.told(
                Kind.OFFICE, tr("Máy này tiếp nhận tại {code}", code=code or tr("trụ sở")), "", (undo,) * told
            )

        self.ask("here", lambda: services.house.use_point(code), done, self._fail)

    def restore(self, kept: OfficeState) -> None:
        """Take back what was typed in a window before this one."""
        points = kept.points.spoken(model.point_cols(), model.point_words)
        self.show(replace(kept, points=points, busy=False, failure=""))
