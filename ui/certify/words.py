"""What the certification says: kinds, gaps, the price and its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import format as say
from ui.certify.draft import ID_LENGTH, MOST_COPIES, MOST_PAGES
from ui.i18n import tr

if TYPE_CHECKING:
    from desk.certify.rows import BookLine, Certified, ExpressKind, Quote, RecentRow
    from ui.certify.draft import Draft, Gap
    from ui.certify.presenter import CertifyState


FAST = "\u00a0"  # a number never parts from its đồng


def kind_short(kind: ExpressKind) -> str:
    """What a kind is called on its row; one the program does not know by its full name."""
    return {
        "2.000815": tr("Bản sao từ bản chính"),
        "2.000884": tr("Chữ ký, điểm chỉ"),
        "2.000992": tr("Chữ ký cộng tác viên dịch"),
        "2.001008": tr("Chữ ký người dịch khác"),
        "2.000942": tr("Bản sao giao dịch đã chứng thực"),
    }.get(kind.procedure, kind.name)


def confidence(quote: Quote) -> str:
    """Where the fee comes from, and whether that should be checked."""
    sure = {"H": "", "M": tr("nguồn thứ cấp"), "L": tr("cần đối chiếu")}.get(quote.confidence, "")
    return f"{quote.source} · {sure}" if sure else quote.source


def gap(found: Gap, draft: Draft) -> tuple[str, str]:
    """What is in the way, and what to do."""
    if found.where == "person":
        if found.what == "number":
            missing = tr(
                "Số định danh đang có {count} chữ số, cần {need}.",
                count=len(draft.person.id_number),
                need=ID_LENGTH,
            )
            return missing, tr("Sửa số, hoặc bỏ trống nếu không có.")
        return tr("Chưa có người yêu cầu."), tr("Quét thẻ căn cước, hoặc gõ họ tên.")
    at = found.row + 1
    if found.what == "name":
        return tr("Giấy tờ thứ {row} chưa có tên.", row=at), tr("Gõ vài chữ rồi Enter để chọn.")
    typed = getattr(draft.papers[found.row], found.what) or tr("trống")
    if found.what == "pages":
        return (
            tr("Số trang của giấy tờ thứ {row} chưa đúng: {typed}.", row=at, typed=typed),
            tr("Ghi từ 1 đến {most}.", most=say.number(MOST_PAGES)),
        )
    return (
        tr("Số bản của giấy tờ thứ {row} chưa đúng: {typed}.", row=at, typed=typed),
        tr("Ghi từ 1 đến {most}.", most=say.number(MOST_COPIES)),
    )


def total(state: CertifyState) -> str:
    """The fee in the largest letters."""
    if state.draft.method == "exempt":
        return tr("Miễn phí")
    return say.money(state.quote.total) if state.quote is not None else "–"


def reasons(state: CertifyState, most: int) -> tuple[str, ...]:
    """Why it costs that: one paper's own reason, or what several add up to."""
    if state.quote is None:
        return (tr("Phí hiện ở đây khi có số trang và số bản."),)
    lines = state.quote.lines
    if len(lines) == 1:
        return (lines[0].reason.replace(" đ", f"{FAST}đ"),)
    parts = [say.money(one.fee).replace(" ", FAST) for one in lines[:most]]
    rest = len(lines) - len(parts)
    told = " + ".join(parts) + (tr(" + {count} giấy tờ nữa", count=rest) if rest else "")
    return (tr("{count} giấy tờ: {sum}.", count=len(lines), sum=told),)


def number_next(state: CertifyState) -> str:
    """Which number comes next, where nobody at another counter is faster."""
    kind, quote = state.kind, state.quote
    if kind is None or quote is None:
        return ""
    if quote.next_number is None:
        return tr("Sổ {symbol} đang không liền số", symbol=kind.symbol)
    return tr("Số tiếp theo: {number} · {symbol}", number=quote.next_number, symbol=kind.symbol)


def dated(quote: Quote | None) -> str:
    """When an ordinary dossier would be due."""
    if quote is None or quote.due.due_at is None:
        return tr("Nhận và hẹn trả")
    moment = quote.due.due_at
    return tr("Nhận, hẹn trả {clock} {day}", clock=say.clock(moment), day=say.short_date(moment.date()))


def certified(done: Certified) -> tuple[str, str]:
    """What was done, and by which numbers."""
    first = done.lines[0]
    if first.number is None:
        due = done.due_at
        when = tr("trả {clock} {day}", clock=say.clock(due), day=say.long_date(due.date())) if due else ""
        return tr("Đã nhận, hẹn trả"), f"{done.code} · {when}"
    numbers = span(done.lines)
    return (
        tr("Đã chứng thực số {numbers} và trả", numbers=numbers),
        f"{first.symbol} · {say.money(done.fee)} · {done.code}",
    )


def span(lines: tuple[BookLine, ...]) -> str:
    """The numbers of several papers: "12", "12–14"."""
    found = sorted({one.number for one in lines if one.number is not None})
    return "–".join(str(one) for one in dict.fromkeys((found[0], found[-1]))) if found else ""


def recent_papers(row: RecentRow) -> str:
    """The papers of one certification in a line: "Giấy khai sinh 4×3"."""
    return "; ".join(f"{one.name} {one.pages}×{one.copies}" for one in row.lines)
