"""`setting`, `office`, `point`: the house's rules, its dated profile and its reception points."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desk.cli.context import Answer, Command
from desk.cli.words import say, typed
from desk.errors import InputError

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from desk.cli.context import Context
    from desk.office.rows import PointCard, ProfileCard, RuleCard

_PROFILE = ("code", "name", "parent", "place", "address", "hotline", "lookup_url")


def _need(value: str | None, name: str) -> str:
    if value is None:
        raise InputError("usage", reason=name)
    return value


def _day(text: str | None) -> date | None:
    from desk.cli.closing import parse_day

    return parse_day(text) if text is not None else None


def _texts(args: argparse.Namespace, names: tuple[str, ...]) -> dict[str, str]:
    return {name: typed(getattr(args, name)) for name in names if getattr(args, name) is not None}


# setting
def _setting_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("get", "set", "list"))
    parser.add_argument("key", nargs="?")
    parser.add_argument("value", nargs="?")
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--on", metavar="DATE")


def _setting(context: Context, args: argparse.Namespace) -> Answer:
    from desk.cli import shapes
    from desk.office import house
    from desk.paying.transfer import setting_notes

    on, first = _day(args.on), _day(args.first)
    if args.what == "list":
        with context.office() as office:
            cards = house.rules(office, on=on)
        payload = context.with_clock_warning({"settings": [setting_json(one) for one in cards]})
        return Answer(payload=payload, text=lambda lang: "\n".join(_line(one, lang) for one in cards))
    key = _need(args.key, "KEY")
    if args.what == "get":
        with context.office() as office:
            card = house.rule_card(office, key, on=on)
        payload = context.with_clock_warning(setting_json(card))
        return Answer(payload=payload, text=lambda lang: f"{_line(card, lang)}\n{card.help}")
    value = given_value(key, typed(_need(args.value, "VALUE")))
    with context.office() as office:
        card = house.set_rule(office, key, value, valid_from=first)
        day = first or office.clock.now().date()
        named = bool(house.rule_card(office, "payment.bank_name", on=day).value)
    notes = shapes.notes(setting_notes(key, value, context.lang, bank_named=named))
    shown = {**setting_json(card), "set": {"value": value, "valid_from": day.isoformat()}}
    payload = context.with_clock_warning({**shown, "warnings": notes} if notes else shown)
    text = {"key": key, "value": _written(value), "day": f"{day:%d/%m/%Y}"}
    told = [f"! {one['message']}" for one in notes]
    return Answer(
        payload=payload, text=lambda lang: "\n".join((say("said.setting_set", lang, **text), *told))
    )


def given_value(key: str, text: str) -> Any:  # noqa: ANN401 - any JSON value
    """A value as typed: JSON where it is JSON, else the text itself (`15:00`, `next_day`).

    A setting that is a text stays one where its digits look like a number (an account).
    """
    from desk.office.settings import declared

    try:
        value = json.loads(text, parse_constant=lambda name: name)
    except (ValueError, RecursionError):
        return text
    return text if isinstance(declared(key).default, str) and not isinstance(value, str) else value


def setting_json(card: RuleCard) -> dict[str, Any]:
    """A setting as the answers tell it; `valid_from` is null where the default holds."""
    return {
        "key": card.key,
        "value": card.value,
        "default": card.default,
        "valid_from": card.valid_from.isoformat() if card.valid_from else None,
        "source": card.source,
        "confidence": card.confidence,
        "help": card.help,
        "history": [
            {"value": one.value, "valid_from": one.valid_from.isoformat(), "planned": one.planned}
            for one in card.history
        ],
    }


def _line(card: RuleCard, lang: str) -> str:
    since = f"{card.valid_from:%d/%m/%Y}" if card.valid_from else say("said.setting_default", lang)
    return f"{card.key:<32} {_written(card.value):<24} {since:<12} {card.source}".rstrip()


def _written(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


# office
def _office_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("show", "set"))
    parser.add_argument("--from", dest="first", metavar="DATE")
    for name in _PROFILE:
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="TEXT")


def _office(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office import house

    with context.office() as office:
        today = office.clock.now().date()
        if args.what == "set":
            given = _texts(args, _PROFILE)
            if not given:
                raise InputError("usage", reason="--name …")
            house.change_profile(office, given, valid_from=_day(args.first) or today)
        card, point, codes = office.card, office.point, office.codes
        profiles = house.all_profiles(office)
    payload = {
        "code": card.code, "name": card.name, "parent": card.parent, "place": card.place,
        "address": card.address, "hotline": card.hotline, "lookup_url": card.extra.get("lookup_url", ""),
        "training": card.training, "counter": card.counter, "point": point, "codes": list(codes),
        "profiles": [_profile_json(one) for one in profiles],
    }  # fmt: skip

    def text(_: str) -> str:
        return "\n".join(f"{one.valid_from:%d/%m/%Y}  {one.code:<20} {one.name}" for one in profiles)

    return Answer(payload=context.with_clock_warning(payload), text=text)


def _profile_json(card: ProfileCard) -> dict[str, Any]:
    return {
        "valid_from": card.valid_from.isoformat(),
        **{name: getattr(card, name) for name in _PROFILE},
    }


# point
def _point_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=("list", "set", "use"))
    parser.add_argument("code", nargs="?")
    parser.add_argument("--name", metavar="TEXT")
    parser.add_argument("--address", metavar="TEXT")
    parser.add_argument("--mobile", choices=("yes", "no"))
    parser.add_argument("--active", choices=("yes", "no"))


def _point(context: Context, args: argparse.Namespace) -> Answer:
    from desk.office import house

    with context.office() as office:
        if args.what == "set":
            house.change_point(office, _wanted(house.all_points(office), args))
        elif args.what == "use":
            house.use_point(office, typed(args.code or ""))
        points, here = house.all_points(office), office.point
    payload = context.with_clock_warning({"here": here, "points": [_point_json(one) for one in points]})
    return Answer(payload=payload, text=lambda lang: "\n".join(_point_line(one, lang) for one in points))


def _wanted(points: tuple[PointCard, ...], args: argparse.Namespace) -> PointCard:
    """The point as it is, with what was given changed; a new one starts open."""
    from dataclasses import replace

    from desk.office.rows import PointCard

    code = typed(_need(args.code, "CODE")).strip().upper()
    card = next((one for one in points if one.code == code), PointCard(code=code, name=""))
    flags = {
        name: getattr(args, name) == "yes" for name in ("mobile", "active") if getattr(args, name) is not None
    }
    texts = _texts(args, ("name", "address"))
    return replace(
        card,
        here=False,
        name=texts.get("name", card.name),
        address=texts.get("address", card.address),
        mobile=flags.get("mobile", card.mobile),
        active=flags.get("active", card.active),
    )


def _point_json(card: PointCard) -> dict[str, Any]:
    return {
        "code": card.code,
        "name": card.name,
        "address": card.address,
        "mobile": card.mobile,
        "active": card.active,
        "here": card.here,
    }


def _point_line(card: PointCard, lang: str) -> str:
    marks = [
        say(f"said.point_{name}", lang)
        for name, true in (("mobile", card.mobile), ("closed", not card.active), ("here", card.here))
        if true
    ]
    return f"{card.code:<16} {card.name}  {', '.join(marks)}".rstrip()


COMMANDS = {
    "setting": Command(arguments=_setting_arguments, run=_setting),
    "office": Command(arguments=_office_arguments, run=_office),
    "point": Command(arguments=_point_arguments, run=_point),
}
