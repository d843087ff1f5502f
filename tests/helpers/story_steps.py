"""What each sentence of a story does: with the office, at the window, upon the record."""

from __future__ import annotations

import json
import re
import resource
from typing import Any

from tests.helpers.story import CAST, Story, step

X_NAMES = {
    "Enter": "Return", "Space": "space", "PgDn": "Next", "Esc": "Escape", "Ctrl": "ctrl", "Shift": "shift",
    "Alt": "alt", ",": "comma", ".": "period",
}  # fmt: skip


def moment(day: str, clock: str) -> str:
    """`23/11/2026`, `09:41` as the record writes it."""
    date, month, year = day.split("/")
    return f"{year}-{month}-{date}T{clock}:00+07:00"


def keys(text: str) -> list[str]:
    """`Ctrl+1, Space` as X names."""
    return ["+".join(_x_name(part) for part in one.split("+")) for one in text.split(", ")]


def _x_name(part: str) -> str:
    """X takes a capital letter as one with Shift."""
    return X_NAMES.get(part, part.lower() if len(part) == 1 else part)


DAY, WHO = r"(\d\d/\d\d/\d{4}) at (\d\d:\d\d)", r"(\w+)"

# ---- how things stand ------------------------------------------------------------------------------------


@step(rf"{WHO} handed in (\S+) on {DAY}")
def _handed_in(story: Story, who: str, procedure: str, day: str, clock: str) -> None:
    one = CAST[who]
    paper = {
        "channel": "direct",
        "procedure": procedure,
        "applicant": {"id_card": one.card},
        "phone": one.phone,
        "components": [{"no": 1, "kind": "original", "copies": 1, "pages": []}],
        "return_by": "counter",
    }
    file = story.keep / f"{who}-{procedure}.json"
    file.write_text(json.dumps(paper, ensure_ascii=False), "utf-8")
    story.desk("receive", file, now=moment(day, clock))


@step(rf"the result for {WHO} came on {DAY}")
def _result_came(story: Story, who: str, day: str, clock: str) -> None:
    story.desk("act", story.code(who), "result-ready", now=moment(day, clock))


@step(r"the office has set (\S+) to (.+)")
def _set(story: Story, key: str, value: str) -> None:
    story.desk("setting", "set", key, value)


@step(rf"it is {DAY}")
def _it_is(story: Story, day: str, clock: str) -> None:
    story.now = moment(day, clock)


# ---- at the window ---------------------------------------------------------------------------------------


@step(r"the program is opened(?: at counter (\d))?")
def _opened(story: Story, counter: str | None) -> None:
    story.open(counter or "1")


@step(r"the program is closed")
def _closed(story: Story) -> None:
    story.close(story.at)


@step(r"a monitor for the citizen stands beside the clerk's")
def _two_monitors(story: Story) -> None:
    story.two_monitors()


@step(r"the desk has no camera")
def _no_camera(story: Story) -> None:
    story.camera = story.keep / "none.jpg"


@step(r"the disk takes nothing more")
def _disk_full(story: Story) -> None:
    """Any file of the program that would grow is refused, as by a disk without room."""
    resource.prlimit(story.window.process, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))


@step(r"the disk takes everything again")
def _disk_free(story: Story) -> None:
    unlimited = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(story.window.process, resource.RLIMIT_FSIZE, unlimited)


@step(r"the window built anew has the keys")
def _front(story: Story) -> None:
    story.window.front()


@step(r"at counter (\d):")
def _at(story: Story, counter: str) -> None:
    story.at = counter


@step(r"the clerk presses (.+), and it is seen")
def _presses_and_sees(story: Story, names: str) -> None:
    for name in keys(names):
        story.window.opens(name)


@step(r"the clerk presses (\S+) twice at once")
def _presses_twice(story: Story, name: str) -> None:
    story.window.bounces(*keys(name) * 2)


@step(r"the clerk presses (.+)")
def _presses(story: Story, names: str) -> None:
    story.window.keys(*keys(names))


@step(r"the clerk closes the little window with (\S+)")
def _closes_little(story: Story, name: str) -> None:
    story.window.answers(*keys(name))


@step(r"the clerk types “(.+)”")
def _types(story: Story, text: str) -> None:
    story.window.writes(text)


@step(rf"the clerk scans the card of {WHO}")
def _scans_card(story: Story, who: str) -> None:
    reader, card = story.readers[story.at], CAST[who].card
    story.window.changes(lambda: reader.sends(f"{card}\r\n"))


@step(rf"the clerk scans the card of {WHO} again at once")
def _scans_card_again(story: Story, who: str) -> None:
    story.readers[story.at].sends(f"{CAST[who].card}\r\n")


@step(rf"the clerk scans the slip of {WHO}")
def _scans_slip(story: Story, who: str) -> None:
    reader, slip = story.readers[story.at], story.show(who)["receipt_payload"]
    story.window.changes(lambda: reader.sends(f"{slip}\r\n"))


@step(r"the clerk scans the bars “(.+)”")
def _scans_bars(story: Story, text: str) -> None:
    reader = story.readers[story.at]
    story.window.changes(lambda: reader.sends(f"{text}\r\n"))


@step(r"both counters press (\S+) at once")
def _both_press(story: Story, name: str) -> None:
    for window in story.windows.values():
        window.hit(*keys(name))


@step(rf"both counters scan the slip of {WHO}")
def _both_scan(story: Story, who: str) -> None:
    for counter in story.windows:
        story.at = counter
        _scans_slip(story, who)


@step(r"the citizen touches the face (\d)")
def _touches(story: Story, face: str) -> None:
    story.touch_face(int(face))


@step(r"the citizen reads “(.+)”")
def _citizen_reads(story: Story, words: str) -> None:
    story.window.says(words, at=story.citizen)


@step(rf"the slip of {WHO} stands on the screen")
def _stands(story: Story, who: str) -> None:
    story.window.shows(story.show(who)["receipt_payload"])


@step(r"the screen says “(.+)”")
def _says(story: Story, words: str) -> None:
    story.window.says(words)


# ---- upon the record -------------------------------------------------------------------------------------


@step(rf"{WHO} has (\d+) dossiers? on record")
def _has(story: Story, who: str, count: str) -> None:
    def there() -> bool:
        return len(story.desk("find", CAST[who].number)["matches"]) == int(count)

    story.window.until(there, f"{who} has {count} dossiers on record", seconds=180)


@step(r"the citizen of the sample has 1 dossier on record")
def _sample_has(story: Story) -> None:
    assert len(story.desk("find", "vo ngoc")["matches"]) == 1


@step(rf"the dossier of {WHO} is in state (\d+)")
def _in_state(story: Story, who: str, state: str) -> None:
    story.window.until(lambda: story.show(who)["state"] == int(state), f"{who}'s dossier is in state {state}")


@step(rf"the record tells of {WHO}: (.+)")
def _tells(story: Story, who: str, expected: str) -> None:
    """`due_at 2026-11-27T17:00:00+07:00; components.0.kind "original"`, each once it is so."""
    for one in expected.split("; "):
        path, _, value = one.partition(" ")
        found: list[Any] = []

        def there(path: str = path, value: str = value, found: list[Any] = found) -> bool:
            found[:] = [_reached(story.show(who), path)]
            return _same(found[0], value)

        try:
            story.window.until(there, f"{path} is {value}", seconds=20)
        except AssertionError as error:
            error.add_note(f"{path} is {found}")
            raise


@step(rf"the history of {WHO} tells once: (.+)")
def _history(story: Story, who: str, verbs: str) -> None:
    wanted = verbs.split(", ")

    def there() -> bool:
        return set(wanted) <= set(_verbs(story, who))

    story.window.until(there, f"{verbs} are told")
    told = _verbs(story, who)
    assert [verb for verb in wanted if told.count(verb) != 1] == []


@step(r"(\d+) papers? (\w+) (?:was|were) made")
def _made(story: Story, count: str, form: str) -> None:
    def made() -> list[str]:
        return sorted(one.name for one in (story.data / "prints").glob(f"*_{form}*.pdf"))

    story.window.until(made, f"a paper {form} was made")
    assert len(made()) == int(count), made()


@step(rf"the dossiers of {WHO} and {WHO} have different numbers")
def _different(story: Story, one: str, other: str) -> None:
    assert story.code(one) != story.code(other)


@step(rf"the last event of {WHO} tells: (.+)")
def _last_event(story: Story, who: str, expected: str) -> None:
    details = story.show(who)["events"][-1]["details"]
    for one in expected.split("; "):
        path, _, value = one.partition(" ")
        assert _same(details[path], value), details


@step(r"the tally of the day counts: (.+)")
def _tally(story: Story, expected: str) -> None:
    total = story.desk("tally", story.now[:10])["total"]
    wanted = {key: int(count) for key, count in re.findall(r"(\w+) (\d+)", expected)}
    assert {key: total[key] for key in wanted} == wanted


@step(r"the record is whole")
def _whole(story: Story) -> None:
    assert story.desk("check")["ok"] is True


def _verbs(story: Story, who: str) -> list[str]:
    return [event["verb"] for event in story.show(who)["events"]]


def _reached(found: Any, path: str) -> Any:
    for part in path.split("."):
        found = found[int(part)] if isinstance(found, list) else found[part]
    return found


def _same(found: Any, value: str) -> bool:
    return str(found) == value or json.dumps(found, ensure_ascii=False) == value
