"""Người nhận: who takes the result, how the card compares, where they sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.i18n import tr
from ui.returns import words
from ui.returns.draft import RETURN_WAYS
from ui.returns.parcel_pane import ParcelPane
from ui.returns.signed_sheet import signed_sheet
from ui.theme import scaled
from ui.tokens import LayoutKind, Role, Tone
from ui.widgets.banner import IconBox
from ui.widgets.buttons import LinkButton
from ui.widgets.card import Card, SectionHead
from ui.widgets.fields import Field, TextField
from ui.widgets.label import Label
from ui.widgets.seg import Seg
from ui.widgets.signature import SignaturePad

if TYPE_CHECKING:
    from ui.keys import KeyMap
    from ui.returns.draft import Gap
    from ui.returns.presenter import ReturnState

PAD, PAD_SMALL, PAD_LARGE = 96, 76, 168


class ReceiverPane(Card):
    """Who takes the result, on what, and where they sign.

    Signals: `receiver_typed(bool, str, str)`, `way_chosen(str)`, `signing_chosen(str)`,
    `signed(png, too small)`, `refused(reason)`, `slip_asked()` for the sheet to sign on paper,
    `lost_told(lost, number, note)` about the receipt.
    `signed` carries the sheet with the strokes as PNG bytes, or None where they were taken away or are too
    small to be a signature (then with True). A field with
    the focus is never rewritten, so an input method composing in it is left alone.
    """

    receiver_typed = Signal(bool, str, str)
    way_chosen = Signal(str)
    signing_chosen = Signal(str)
    signed = Signal(object, bool)
    lost_told = Signal(bool, str, str)
    refused = Signal(str)
    slip_asked = Signal()
    post_asked = Signal()

    def __init__(self, keys: KeyMap, parent: QWidget | None = None) -> None:
        super().__init__(name="returns.receiver", spacing=4, parent=parent)
        self._shown = ""
        self._code = self._signer = ""
        self.head = SectionHead(tr("Người nhận"), parent=self)
        kinds = (("self", tr("Chính chủ")), ("authorised", tr("Được ủy quyền")))
        self.kind = Seg(kinds, name="returns.receiver.kind", parent=self.head)
        self.kind.chosen.connect(lambda _key: self._tell())
        self.head.add(self.kind)
        self.body.addWidget(self.head)
        self._build_way()
        self._build_match()
        self.parcel = ParcelPane(keys, self)
        self.parcel.slip_asked.connect(self.slip_asked)
        self.body.addWidget(self.parcel)
        self._build_fields()
        self._build_lost(keys)
        self._build_signing(keys)

    # ---- building -------------------------------------------------------------------------------

    def _build_way(self) -> None:
        self._way_row = QWidget(self)
        row = QHBoxLayout(self._way_row)
        row.setContentsMargins(0, 0, 0, 0)
        ways = (("counter", tr("Tại quầy")), ("postal", tr("Bưu chính")), ("electronic", tr("Điện tử")))
        self.way = Seg(ways, name="returns.way", parent=self._way_row)
        self.way.chosen.connect(self.way_chosen)
        row.addWidget(Label(tr("Trả"), Role.BODY, Tone.MUTED, tall=True, parent=self._way_row))
        row.addStretch(1)
        row.addWidget(self.way)
        self.body.addWidget(self._way_row)

    def _build_match(self) -> None:
        self._match_row = QWidget(self)
        row = QHBoxLayout(self._match_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._match_icon = IconBox("id-card", Tone.MUTED, self._match_row)
        row.addWidget(self._match_icon)
        self.match = Label("", Role.MEDIUM, Tone.MUTED, shortens=True, parent=self._match_row)
        row.addWidget(self.match, 1)
        self.body.addWidget(self._match_row)

    def _build_fields(self) -> None:
        self._fields = QWidget(self)
        row = QHBoxLayout(self._fields)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.name = TextField(name="returns.receiver.name", title=tr("Họ và tên"))
        self.number = TextField(name="returns.receiver.id", title=tr("Số định danh"), code=True)
        self.number.setMaxLength(20)
        row.addWidget(Field(tr("Họ và tên"), self.name), 3)
        row.addWidget(Field(tr("Số định danh"), self.number), 2)
        for field in (self.name, self.number):
            field.textEdited.connect(lambda _text: self._tell())
        self.body.addWidget(self._fields)

    def _build_lost(self, keys: KeyMap) -> None:
        """Giấy hẹn: in the citizen's hand, or lost and replaced by papers."""
        self._slip = QWidget(self)
        row = QHBoxLayout(self._slip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)  # both choices beside the link on one line, also in a small window
        slips = (("here", tr("Có giấy hẹn")), ("lost", tr("Mất giấy hẹn")))
        self.slip = Seg(slips, name="returns.slip", parent=self._slip)
        self.slip.chosen.connect(lambda _key: self._tell_lost())
        row.addWidget(self.slip)
        row.addStretch(1)
        cap = keys.cap("returns.post")
        self.post = LinkButton(tr("Gửi bưu chính"), name="returns.post", cap=cap, parent=self._slip)
        self.post.clicked.connect(lambda _on=False: self.post_asked.emit())
        row.addWidget(self.post)
        self.body.addWidget(self._slip)
        self._lost = QWidget(self)
        fields = QHBoxLayout(self._lost)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(8)
        self.lost_number = TextField(name="returns.lost.number", title=tr("Số trên giấy tờ"), code=True)
        self.lost_number.setMaxLength(20)
        self.lost_note = TextField(name="returns.lost.note", title=tr("Ghi chú, lý do cho phép"))
        self.lost_note.setMaxLength(500)
        self._number_field = Field(tr("Số trên giấy tờ"), self.lost_number)
        fields.addWidget(self._number_field, 2)
        fields.addWidget(Field(tr("Ghi chú, lý do cho phép"), self.lost_note), 3)
        for field in (self.lost_number, self.lost_note):
            field.textEdited.connect(lambda _text: self._tell_lost())
        self.body.addWidget(self._lost)

    def _tell_lost(self) -> None:
        lost = self.slip.value == "lost"
        self.lost_told.emit(lost, self.lost_number.text(), self.lost_note.text())

    def _build_signing(self, keys: KeyMap) -> None:
        self._signing = QWidget(self)
        column = QVBoxLayout(self._signing)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._caption = Label(tr("Ký nhận"), Role.BODY, Tone.MUTED, parent=self._signing)
        column.addWidget(self._caption)
        self.pad = SignaturePad(tr("Ký nhận"), name="returns.pad", parent=self._signing)
        self.pad.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.pad.setFixedHeight(scaled(PAD))
        self.pad.changed.connect(self._on_strokes)
        column.addWidget(self.pad)
        said = tr("Nét ký nhỏ quá. Mời ký lại to hơn.")
        self.small = Label(said, Role.BODY, Tone.WARN, wraps=True, parent=self._signing)
        self.small.hide()
        column.addWidget(self.small)
        self._build_other_ways(keys, column)
        row = QHBoxLayout()
        hows = (("pad", tr("Bảng ký")), ("paper", tr("Ký trên giấy")), ("refused", tr("Không ký")))
        self.how = Seg(hows, name="returns.signing", parent=self._signing)
        self.how.chosen.connect(self.signing_chosen)
        row.addWidget(self.how)
        row.addStretch(1)
        cap = keys.cap("returns.sign_again")
        self.again = LinkButton(tr("Ký lại"), name="returns.sign_again", cap=cap, parent=self._signing)
        self.again.clicked.connect(self.pad.clear)
        row.addWidget(self.again)
        column.addLayout(row)
        self.body.addWidget(self._signing)

    def _build_other_ways(self, keys: KeyMap, column: QVBoxLayout) -> None:
        """Ký trên giấy, không ký: what to do with the slip, or why nobody signs."""
        self._paper_row = QWidget(self._signing)
        row = QHBoxLayout(self._paper_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.paper = Label("", Role.BODY, wraps=True, parent=self._paper_row)
        row.addWidget(self.paper, 1)
        self.print_slip = LinkButton(
            tr("In phiếu ký"), name="returns.slip_to_sign", cap=keys.cap("returns.slip_to_sign"),
            parent=self._paper_row,
        )  # fmt: skip
        self.print_slip.clicked.connect(self.slip_asked)
        row.addWidget(self.print_slip)
        column.addWidget(self._paper_row)
        self.refusal = TextField(
            name="returns.refusal", title=tr("Lý do không ký"), hint=tr("Lý do không ký")
        )
        self.refusal.setMaxLength(500)
        self.refusal.textEdited.connect(self.refused)
        column.addWidget(self.refusal)

    def lay_out(self, kind: LayoutKind) -> None:
        """A lower pad in the small window, a higher one where there is room to write in."""
        small = kind is LayoutKind.COMPACT
        high = {LayoutKind.COMPACT: PAD_SMALL, LayoutKind.WIDE: PAD_LARGE}.get(kind, PAD)
        self.pad.setFixedHeight(scaled(high))
        self._caption.setVisible(not small)

    # ---- telling --------------------------------------------------------------------------------

    def _tell(self) -> None:
        self.receiver_typed.emit(self.kind.value == "authorised", self.name.text(), self.number.text())

    def _on_strokes(self) -> None:
        if not self.pad.enough:
            self.signed.emit(None, self.pad.signed)
            return
        self.signed.emit(signed_sheet(self.pad.image(), code=self._code, name=self._signer), False)

    # ---- painting -------------------------------------------------------------------------------

    def show_state(self, state: ReturnState) -> None:
        """Paint a state."""
        draft, view = state.draft, state.draft.dossier
        if view is None:
            return
        if self._shown != draft.command_id:
            self._shown = draft.command_id
            if self.pad.signed and draft.signature is None and not draft.too_small:
                self.pad.blockSignals(True)
                self.pad.clear()
                self.pad.blockSignals(False)
        at_counter = draft.by == "counter"
        self.head.title.setText(tr("Người nhận") if at_counter else words.way(draft.by))
        self.kind.setVisible(at_counter)
        self.kind.set_value("authorised" if draft.authorised else "self")
        self._way_row.setVisible(not at_counter or view.return_by != "counter")
        if draft.by in RETURN_WAYS:
            self.way.set_value(draft.by)
        self._show_match(state)
        self.parcel.show_draft(draft)
        self._fields.setVisible(at_counter and draft.authorised)
        for field, text in ((self.name, draft.receiver_name), (self.number, draft.receiver_id)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self._show_lost(state)
        self._signing.setVisible(at_counter)
        on_pad = draft.signing == "pad"
        self.how.set_value(draft.signing)
        self.pad.setVisible(on_pad)
        self._code = view.code
        self._signer = (draft.receiver_name if draft.authorised else "") or view.applicant_name
        self.pad.set_caption(self._signer)
        self._paper_row.setVisible(draft.signing == "paper")
        self.paper.setText(words.on_paper(len(draft.slip)))
        self.paper.set_tone(Tone.OK if draft.slip else Tone.PLAIN)
        self.refusal.setVisible(draft.signing == "refused")
        if not self.refusal.hasFocus() and self.refusal.text() != draft.refusal:
            self.refusal.setText(draft.refusal)
        self.again.setVisible(on_pad and (draft.signature is not None or draft.too_small))
        self.small.setVisible(on_pad and draft.too_small)

    def _show_lost(self, state: ReturnState) -> None:
        draft, at_counter = state.draft, state.draft.by == "counter"
        self._slip.setVisible(at_counter)
        self.slip.set_value("lost" if draft.lost else "here")
        self._lost.setVisible(at_counter and draft.lost)
        self._number_field.setVisible(not draft.authorised and not draft.card_matches)
        for field, text in ((self.lost_number, draft.lost_number), (self.lost_note, draft.lost_note)):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)

    def _show_match(self, state: ReturnState) -> None:
        draft = state.draft
        self._match_row.setVisible(not (draft.by == "counter" and draft.authorised))
        if draft.by != "counter":
            icon, tone, text = "package-check", Tone.INFO, tr("Không cần ký nhận tại quầy.")
        elif draft.card_matches is None:
            icon, tone, text = "id-card", Tone.MUTED, tr("Quét thẻ căn cước để đối chiếu")
        elif draft.card_matches:
            icon, tone, text = "badge-check", Tone.OK, tr("Thẻ căn cước khớp người nộp")
        else:
            icon, tone, text = "shield-alert", Tone.BAD, tr("Thẻ căn cước không khớp người nộp")
        self._match_icon.set(icon, tone)
        self.match.setText(text)
        self.match.set_tone(tone)

    def gap_widget(self, gap: Gap) -> QWidget:
        """Where a gap is filled."""
        if gap == "receiver":
            return self.name
        if gap == "wrong_person":
            return self.kind
        if gap in ("lost_id", "lost_leave"):
            return self.lost_number if gap == "lost_id" else self.lost_note
        if gap in ("refusal", "parcel"):
            return self.refusal if gap == "refusal" else self.parcel.number
        return self.pad if self.pad.isVisible() else self.how
