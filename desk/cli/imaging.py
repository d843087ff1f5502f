"""`idcard`, `read-code`, `digitise`: papers and cards, with no office needed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from desk.cli import shapes
from desk.cli.context import Answer, Command
from desk.cli.words import say
from desk.errors import DeskError, InputError

if TYPE_CHECKING:
    import argparse

    from desk.cli.context import Context
    from desk.imaging.digitising import DigitisedPage

PROFILES = ("text", "colour", "photo")


def _idcard_arguments(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--text", metavar="PAYLOAD")
    source.add_argument("--image", nargs="+", metavar="FILE")


def _idcard(context: Context, args: argparse.Namespace) -> Answer:
    from desk.imaging.digitising import read_card
    from desk.intake.identity import parse_card

    if args.text is not None:
        payload = shapes.card(parse_card(args.text, lang=context.lang))
    elif len(args.image) == 1:
        payload = shapes.card(read_card(Path(args.image[0]), lang=context.lang))
    else:
        payload = {"results": [_one_card(Path(name), context.lang) for name in args.image]}
    return Answer(payload=payload, text=lambda _: _card_words(payload))


def _one_card(image: Path, lang: str) -> dict[str, Any]:
    from desk.imaging.digitising import read_card
    from desk.wording import sentence

    try:
        return {"source": str(image.absolute()), **shapes.card(read_card(image, lang=lang))}
    except DeskError as failure:
        message = sentence(failure.code, lang, **failure.details)
        return {"source": str(image.absolute()), "error": {"code": failure.code, "message": message}}


def _card_words(payload: dict[str, Any]) -> str:
    lines = []
    for row in payload.get("results", [payload]):
        if "error" in row:
            lines.append(row["error"]["message"])
        else:
            lines += [f"{key}: {row[key]}" for key in ("number", "full_name", "birth_date", "sex", "address")]
            lines += [f"! {one['message']}" for one in row["warnings"]]
    return "\n".join(lines)


def _read_code_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("image")


def _read_code(_: Context, args: argparse.Namespace) -> Answer:
    from desk.imaging.digitising import read_codes

    codes = [{"format": code.format, "text": code.text} for code in read_codes(Path(args.image))]
    return Answer(
        payload={"codes": codes},
        text=lambda lang: (
            "\n".join(f"{one['format']}: {one['text']}" for one in codes) or say("said.no_code", lang)
        ),
    )


def _digitise_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("images", nargs="+", metavar="IMAGE")
    parser.add_argument("-o", "--out", required=True, metavar="OUT.pdf")
    parser.add_argument("--no-ocr", action="store_true")
    parser.add_argument("--profile", default="text")
    parser.add_argument("--keep-blank", action="store_true")


def _digitise(context: Context, args: argparse.Namespace) -> Answer:
    from desk.imaging.digitising import digitise

    if args.profile not in PROFILES:
        raise InputError("digitise.unknown_profile", profile=args.profile, allowed=list(PROFILES))
    done = digitise(
        [Path(name) for name in args.images],
        Path(args.out),
        profile=args.profile,
        ocr=not args.no_ocr,
        keep_blank=args.keep_blank,
    )
    payload = {
        "pages": [_page(page, context.lang) for page in done.pages],
        "bytes": done.bytes,
        "pdf_a": done.pdf_a,
        "text_chars": done.text_chars,
        "ms": done.ms,
        "file": str(Path(args.out).absolute()),
        "warnings": [_warning(code, context.lang) for code in done.warnings],
    }

    def text(lang: str) -> str:
        line = say("said.digitised", lang, file=args.out, pages=done.kept_pages, bytes=done.bytes)
        return "\n".join((line, *(f"! {say(code, lang)}" for code in done.warnings)))

    return Answer(payload=payload, text=text)


def _page(page: DigitisedPage, lang: str) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "source": str(Path(page.source).absolute()),
        "corners": [list(corner) for corner in page.corners] if page.corners else None,
        "sharpness": page.sharpness,
        "blank": page.blank,
        "kept": page.kept,
        "rotation": page.rotation,
        "skew_deg": page.skew_deg,
        "bytes": page.bytes,
        "ms": page.ms,
        "dpi": page.dpi,
        "text_chars": page.text_chars,
        "warnings": [_warning(code, lang) for code in page.warnings],
    }
    return fields if page.source_page is None else {**fields, "source_page": page.source_page}


def _warning(code: str, lang: str) -> dict[str, str]:
    return {"code": code, "message": say(code, lang)}


COMMANDS = {
    "idcard": Command(arguments=_idcard_arguments, run=_idcard),
    "read-code": Command(arguments=_read_code_arguments, run=_read_code),
    "digitise": Command(arguments=_digitise_arguments, run=_digitise),
}
