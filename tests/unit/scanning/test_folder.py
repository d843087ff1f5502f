"""The watched folder's rules, fed with what a folder holds at given moments: taken once, whole, rested."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from scanning.devices.folder import Follower, Stamp, condition, snapshot
from scanning.loading.whole import ending

A, B, T = Path("a.jpg"), Path("b.jpg"), Path("c.tif")


def follower(*before: Path) -> Follower:
    one = Follower()
    one.look({path: Stamp(1, 1) for path in before}, 0)
    return one


def test_a_file_is_ready_once_it_lay_still() -> None:
    watch = follower()
    assert watch.look({A: Stamp(10, 1)}, 1).rested == ()
    assert watch.look({A: Stamp(20, 2)}, 2).rested == ()  # still growing
    assert watch.look({A: Stamp(20, 2)}, 3).rested == ()
    assert watch.look({A: Stamp(20, 2)}, 3.6).rested == (A,)


def test_the_servers_clock_may_be_wrong_by_years() -> None:
    watch = follower()
    watch.look({A: Stamp(10, 4_000_000_000_000_000_000)}, 1)
    assert watch.look({A: Stamp(10, 4_000_000_000_000_000_000)}, 3).rested == (A,)


def test_what_lay_there_before_waits_for_a_word() -> None:
    watch = follower(A)
    look = watch.look({A: Stamp(1, 1)}, 100)
    assert (look.rested, look.before) == ((), (A,))
    watch.wanted(A, 101)
    assert watch.look({A: Stamp(1, 1)}, 101).rested == (A,)


def test_a_file_half_written_when_the_watch_began_is_new_when_it_grows() -> None:
    watch = follower(A)
    watch.look({A: Stamp(2, 2)}, 1)
    assert watch.look({A: Stamp(2, 2)}, 3).rested == (A,)


def test_a_taken_file_is_not_taken_again_until_it_changes() -> None:
    watch = follower()
    watch.look({A: Stamp(1, 1)}, 0)
    assert watch.look({A: Stamp(1, 1)}, 2).rested == (A,)
    watch.taken(A)
    assert watch.look({A: Stamp(1, 1)}, 4).rested == ()
    watch.look({A: Stamp(1, 2)}, 5)
    assert watch.look({A: Stamp(1, 2)}, 7).rested == (A,)
    assert watch.was_taken(A)


def test_the_same_name_after_the_first_went_away_is_a_new_file() -> None:
    watch = follower()
    watch.look({A: Stamp(1, 1)}, 0)
    watch.look({A: Stamp(1, 1)}, 2)
    watch.taken(A)
    watch.look({}, 3)
    watch.look({A: Stamp(7, 9)}, 4)
    assert watch.look({A: Stamp(7, 9)}, 6).rested == (A,)


def test_a_share_that_comes_back_brings_no_old_page() -> None:
    watch = follower(A)
    assert watch.look(None, 1).away
    assert watch.look({}, 2).before == ()  # the empty place where its disk is hung
    look = watch.look({A: Stamp(1, 1), B: Stamp(2, 2)}, 3)
    assert look.before == (A,)
    look = watch.look({A: Stamp(1, 1), B: Stamp(2, 2)}, 5)
    assert look.rested == (B,)  # came while nobody could look


def test_a_share_away_from_the_first_moment_still_has_a_before() -> None:
    watch = Follower()
    watch.look(None, 0)
    look = watch.look({A: Stamp(1, 1)}, 1)
    assert (look.before, watch.look({A: Stamp(1, 1)}, 9).rested) == ((A,), ())


def test_a_tiff_rests_longer_because_it_grows_by_whole_pages() -> None:
    watch = follower()
    watch.look({T: Stamp(1, 1)}, 0)
    assert watch.look({T: Stamp(1, 1)}, 7).rested == ()
    assert watch.look({T: Stamp(1, 1)}, 8).rested == (T,)


def test_files_come_in_the_order_they_were_finished() -> None:
    watch = follower()
    seen = {B: Stamp(1, 1), A: Stamp(1, 2)}
    watch.look(seen, 0)
    assert watch.look(seen, 2).rested == (B, A)


def test_a_locked_file_is_tried_again_but_not_at_every_look_and_spoken_of_once() -> None:
    watch = follower()
    watch.look({A: Stamp(1, 1)}, 0)
    assert watch.look({A: Stamp(1, 1)}, 2).rested == (A,)
    assert not watch.not_yet(A, 2)
    assert watch.look({A: Stamp(1, 1)}, 2.5).rested == ()
    assert watch.look({A: Stamp(1, 1)}, 3).rested == (A,)
    assert watch.not_yet(A, 61)
    assert not watch.not_yet(A, 63)


def test_files_that_never_become_whole_hold_up_none_behind_them() -> None:
    watch = follower()
    watch.look({A: Stamp(1, 1)}, 0)
    watch.look({A: Stamp(1, 1)}, 2)
    watch.not_yet(A, 2)
    seen = {A: Stamp(1, 1), B: Stamp(1, 9)}
    watch.look(seen, 3)
    assert watch.look(seen, 60).rested == (B, A)


def test_an_empty_file_is_not_there_yet() -> None:
    watch = follower()
    watch.look({A: Stamp(0, 1)}, 0)
    assert watch.look({A: Stamp(0, 1)}, 50).rested == ()


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(0.01, 5), st.dictionaries(st.sampled_from([A, B, T]), st.integers(1, 3), max_size=3)
        ),
        max_size=25,
    )
)
def test_no_file_is_ever_ready_that_changed_within_its_rest(
    steps: list[tuple[float, dict[Path, int]]],
) -> None:
    watch, now = Follower(), 0.0
    last: dict[Path, tuple[int, float]] = {}
    for wait, there in steps:
        now += wait
        look = watch.look({path: Stamp(size, size) for path, size in there.items()}, now)
        for path, size in there.items():
            if path not in last or last[path][0] != size:
                last[path] = (size, now)
        for path in look.rested:
            assert now - last[path][1] >= 1.5 - 1e-9
            watch.taken(path)


def test_a_folder_is_read_without_opening_a_file(tmp_path: Path) -> None:
    for name in ("a.jpg", ".ẩn.jpg", "b.jpg.part", "Thumbs.db", "sub/c.pdf", "Đã nhận/d.jpg"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(b"x")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a.jpg")
    shallow = snapshot(tmp_path, passing="Đã nhận")
    deep = snapshot(tmp_path, subfolders=True, passing="Đã nhận")
    assert shallow is not None
    assert deep is not None
    assert [path.name for path in shallow] == ["a.jpg"]
    assert sorted(path.name for path in deep) == ["a.jpg", "c.pdf"]
    assert snapshot(tmp_path / "không có") is None
    assert snapshot(tmp_path / "a.jpg") is None


def test_every_kind_of_file_cut_anywhere_is_not_whole(tmp_path: Path) -> None:
    import pi_heif
    import pikepdf

    noise = Image.effect_noise((90, 70), 60).convert("RGB")
    noise.save(tmp_path / "a.jpg", exif=Image.Exif(), quality=80)
    noise.save(tmp_path / "b.jpg", progressive=True)
    noise.save(tmp_path / "c.png")
    noise.save(tmp_path / "d.tif", compression="tiff_lzw")
    noise.save(tmp_path / "e.tif", save_all=True, append_images=[noise])
    noise.save(tmp_path / "f.webp")
    noise.save(tmp_path / "g.bmp")
    noise.save(tmp_path / "h.pdf")
    linear = pikepdf.open(tmp_path / "h.pdf")
    linear.save(tmp_path / "i.pdf", linearize=True)
    assert pi_heif.libheif_version()
    files = sorted(tmp_path.iterdir())
    assert len(files) == 9
    for file in files:
        whole = file.read_bytes()
        assert ending(file).whole, file.name
        assert condition(file) == "whole"
        for share in (0.02, 0.3, 0.6, 0.95):
            file.write_bytes(whole[: int(len(whole) * share)])
            assert not ending(file).whole, (file.name, share)


def test_a_thumbnails_end_is_not_the_pictures(tmp_path: Path) -> None:
    from io import BytesIO

    small, big = BytesIO(), BytesIO()
    Image.new("RGB", (16, 16)).save(small, "JPEG")
    Image.effect_noise((300, 300), 80).save(big, "JPEG")
    header = b"Exif\0\0" + small.getvalue()
    segment = b"\xff\xe1" + (len(header) + 2).to_bytes(2, "big") + header
    photo = big.getvalue()[:2] + segment + big.getvalue()[2:]
    file = tmp_path / "phone.jpg"
    file.write_bytes(photo + b"\0" * 40)  # padded, as some cameras do
    assert ending(file).whole
    file.write_bytes(photo[: len(segment) + 2000])
    assert not ending(file).whole


def test_a_phone_photo_cut_between_its_boxes_or_inside_is_not_whole(tmp_path: Path) -> None:
    def box(kind: bytes, inside: bytes) -> bytes:
        return (len(inside) + 8).to_bytes(4, "big") + kind + inside

    photo = box(b"ftyp", b"heic\0\0\0\0mif1heic") + box(b"meta", b"m" * 50) + box(b"mdat", b"d" * 500)
    file = tmp_path / "IMG_1.HEIC"
    file.write_bytes(photo)
    assert ending(file).whole
    file.write_bytes(photo[:-1])
    assert not ending(file).whole
    file.write_bytes(photo[:24])
    assert not ending(file).whole
