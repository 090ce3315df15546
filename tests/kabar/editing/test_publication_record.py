"""The record of a large portal stands in parts, by year, and none of them is missed or taken for another in silence."""

import json
from datetime import UTC, datetime

import pytest

from kabar.content.library import load_library
from kabar.outputs.publication_record import (
    MOST_IN_ONE,
    UnreadableRecord,
    digest_of_part,
    read_record,
    read_record_in,
    record_parts,
    write_part,
    write_record,
)
from tests.portals import MINIMAL, NEWS, SMALL, write_content

NOW = datetime(2019, 6, 1, tzinfo=UTC)
FILES = {
    f"{kind}/{year}/{name}.md": text.replace("2019", year)
    for kind, text in (("berita", NEWS), ("bimtek", SMALL["bimtek/2019/karangan.md"]))
    for year in ("2017", "2018", "2019")
    for name in ("a", "a-b", "a1")
    if (kind, year) != ("bimtek", "2018")
}
COUNT = 15


@pytest.fixture
def root(tmp_path):
    return write_content(tmp_path / "isi", MINIMAL | FILES)


def load(root):
    return load_library(root, NOW).library


def written(library) -> dict[str, bytes]:
    parts = {part.name: write_part(library, part) for part in record_parts(library, most=COUNT - 1)}
    return parts | {"terbit.json": write_record(library, {name: digest_of_part(data) for name, data in parts.items()})}


def read(files: dict[str, bytes]):
    texts = {name: data.decode() for name, data in files.items()}
    return read_record(texts["terbit.json"], texts.get)


def test_a_record_in_parts_says_what_it_says_in_one_file(root, tmp_path):
    library = load(root)

    files = written(library)

    assert sorted(files) == ["terbit-2017.json", "terbit-2018.json", "terbit-2019.json", "terbit.json"]
    whole = read({"terbit.json": write_record(library)})
    assert len(whole.entries) == COUNT + 1
    assert read(files) == read_record_in(write_content(tmp_path / "hasil", files) / "terbit.json") == whole


def test_a_portal_has_parts_once_it_has_more_entries_than_one_file_may_hold(root):
    assert record_parts(load(root), most=COUNT) == []
    assert len(record_parts(load(root), most=COUNT - 1)) == 3
    assert MOST_IN_ONE == 2000


@pytest.mark.parametrize("path", ["berita/2019/baru.md", "bimtek/2018/baru.md"])
def test_a_new_entry_changes_the_part_of_its_year_and_no_other(root, path):
    before, parts = written(load(root)), record_parts(load(root), most=0)
    text = FILES[f"{path[:6]}/2019/a.md"].replace("2019", path[7:11])

    library = load(write_content(root, {path: text}))

    after = written(library)
    mine = f"terbit-{path[7:11]}.json"
    assert {name for name in after if before[name] != after[name]} == {mine, "terbit.json"}
    now = {part.name: part.fingerprint for part in record_parts(library, most=0)}
    assert {part.name for part in parts if part.fingerprint != now[part.name]} == {mine}


@pytest.mark.parametrize("path", ["berita/2018/a.md", "bimtek/2017/a.md"])
def test_a_part_has_another_fingerprint_when_an_entry_goes_or_a_whole_folder(root, path):
    before = [part.fingerprint for part in record_parts(load(root), most=0)]

    for file in [root / path] if path.startswith("berita") else list((root / path).parent.iterdir()):
        file.unlink()

    after = [part.fingerprint for part in record_parts(load(root), most=0)]
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (None, "bagiannya terbit-2018.json tidak ada"),
        (lambda data: b"", "bagiannya terbit-2018.json tidak utuh, atau dari terbitan lain"),
        (lambda data: data[:-40], "bagiannya terbit-2018.json tidak utuh"),
        (lambda data: data.replace(b"2018", b"2016", 1), "bagiannya terbit-2018.json tidak utuh"),
    ],
)
def test_a_part_that_is_missing_torn_or_another_ones_is_an_error_that_names_it(root, change, reason):
    files = written(load(root))
    if change is None:
        del files["terbit-2018.json"]
    else:
        files["terbit-2018.json"] = change(files["terbit-2018.json"])

    with pytest.raises(UnreadableRecord, match=reason):
        read(files)


def test_a_part_that_cannot_be_opened_is_an_error_that_names_it(root, tmp_path):
    folder = write_content(tmp_path / "hasil", written(load(root)))
    (folder / "terbit-2017.json").unlink()
    (folder / "terbit-2017.json").mkdir()

    with pytest.raises(UnreadableRecord, match=r"bagiannya terbit-2017\.json tidak terbaca: "):
        read_record_in(folder / "terbit.json")


@pytest.mark.parametrize("name", ["../terbit-2018.json", "/etc/passwd", "terbit-2018.json\n", "terbit.json", 3])
def test_no_record_leads_to_a_file_that_is_no_part(root, name):
    files = written(load(root))
    value = json.loads(files["terbit.json"])
    value["parts"][1]["file"] = name
    asked = []

    with pytest.raises(UnreadableRecord):
        read_record(json.dumps(value), lambda one: asked.append(one) or files[one].decode())

    assert asked == ["terbit-2017.json"]


def test_a_part_is_no_record_of_its_own(root):
    with pytest.raises(UnreadableRecord):
        read({"terbit.json": written(load(root))["terbit-2018.json"]})
