"""What was drawn is drawn once, and given back only as it was drawn."""

from pathlib import Path

import pytest

from kabar.outputs.renditions.made_files import FileStore, MadeFile

DRAWN = {"merah": b"gambar merah", "biru": b"gambar biru"}


def draw_all(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """What the store gives of each, and which of them it had to have drawn."""
    drawn: list[str] = []

    def draw(source: bytes, names: list[str]) -> list[bytes]:
        drawn.extend(names)
        return [source + DRAWN[name] for name in names]

    files = {name: MadeFile(name, draw, bytes, name) for name in DRAWN}
    return {name: FileStore(folder).bytes_of(file) for name, file in files.items()}, drawn


def test_what_is_kept_is_not_drawn_again(tmp_path):
    assert draw_all(tmp_path) == (DRAWN, ["merah", "biru"])
    assert draw_all(tmp_path) == (DRAWN, [])


def change_places(one: Path, other: Path) -> None:
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)


DAMAGES = {
    "one byte": lambda one, _: one.write_bytes(one.read_bytes()[:-1] + b"?"),
    "cut off": lambda one, _: one.write_bytes(one.read_bytes()[:-1]),
    "gone": lambda one, _: one.unlink(),
    "in each other's place": change_places,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_drawn_again(tmp_path, damage):
    draw_all(tmp_path)
    damage(*sorted(tmp_path.iterdir()))

    given, drawn = draw_all(tmp_path)

    assert given == DRAWN
    assert drawn
    assert draw_all(tmp_path) == (DRAWN, [])


def test_where_nothing_can_be_kept_everything_is_drawn(tmp_path):
    (tmp_path / "gambar").write_text("bukan folder")

    assert draw_all(tmp_path / "gambar") == draw_all(tmp_path / "gambar") == (DRAWN, ["merah", "biru"])


def test_a_store_without_a_folder_keeps_nothing_and_lacks_nothing():
    store, file = FileStore(None), MadeFile("merah", lambda _, names: [DRAWN[name] for name in names], bytes, "merah")

    assert store.bytes_of(file) == DRAWN["merah"]
    assert not store.keep(file, b"") and store.lacks([file]) == []
    store.prune([])


def test_what_cannot_be_removed_keeps_nothing_else_that_is_needed_no_more(tmp_path):
    draw_all(tmp_path)
    (tmp_path / "000 folder of somebody").mkdir()
    (tmp_path / "zzz folder of somebody").mkdir()

    FileStore(tmp_path).prune([])

    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == []
