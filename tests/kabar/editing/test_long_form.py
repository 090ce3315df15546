"""The long form of a file means what the file means, and has one type of value for each key."""

import re
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Annotated, Union, get_args, get_origin

import pytest
import yaml
from pydantic import BeforeValidator

from kabar.content.json_schema import KINDS
from kabar.content.models.model import Model
from kabar.content.parsing.front_matter import parts_of
from kabar.content.reading.folders import find_files
from kabar.content.reading.typed import keys_of
from kabar.editing import tidy
from kabar.editing.files.file_changes import Refused
from kabar.editing.files.opening import open_unfinished
from kabar.editing.long_form import long_form
from tests.demonstration import needs_demonstration
from tests.portals import SMALL, write_content

CONTENT = Path("content")
PATHS = [*find_files(CONTENT)[0].documents, "portal.yaml", "alamat.yaml"]
TRAINING = SMALL["bimtek/2019/karangan.md"]


def front_of(text: str):
    lines, _ = parts_of(text)
    return yaml.load("\n".join(lines[1:-1]) if lines else text, Loader=yaml.CSafeLoader)


@cache
def long_form_of(path: str) -> str:
    return long_form(path, (CONTENT / path).read_bytes())


def with_lines(lines: str) -> bytes:
    return TRAINING.replace("organisers: [redaksi]\n", lines).encode()


def in_long_form(lines: str):
    return front_of(long_form("bimtek/2019/karangan.md", with_lines(lines)))


@needs_demonstration
@pytest.mark.parametrize("folder", sorted({path.partition("/")[0] for path in PATHS}))
def test_each_file_of_the_portal_is_the_same_document_in_its_long_form(folder):
    for path in (path for path in PATHS if path.partition("/")[0] == folder):
        before, text = (CONTENT / path).read_text("utf-8"), long_form_of(path)  # refuses where documents differ

        assert long_form(path, text.encode()) == text, path
        assert parts_of(text)[1] == parts_of(before)[1] or not path.endswith(".md"), path


@needs_demonstration
def test_each_mixed_form_of_the_portal_becomes_a_group():
    kinds: dict[tuple[str, str], set[type]] = {}
    for path in PATHS:
        front = front_of(long_form_of(path))
        for key, value in front.items() if isinstance(front, dict) else ():
            items = value if isinstance(value, list) else [value]
            kinds.setdefault((path.partition("/")[0], key), set()).update(type(item) for item in items)

    assert {place: found for place, found in kinds.items() if len(found) > 1 and dict in found} == {}


@pytest.mark.parametrize(
    ("lines", "key", "expected"),
    [
        ("organisers: [redaksi, {name: Koperasi}]", "organisers", [{"id": "redaksi"}, {"name": "Koperasi"}]),
        ("organisers: [redaksi]\ninstructors: [a-b]", "instructors", [{"id": "a-b"}]),
        ("organisers: [redaksi]\nbased_on: [suara, {publisher: P, date: Mei 2019}]", "based_on",
         [{"id": "suara"}, {"publisher": "P", "date": "2019-05"}]),
        ("organisers: [redaksi]\nfee: gratis", "fee", {"amount": 0, "currency": "IDR"}),
        ("organisers: [redaksi]\nfee: {currency: IDR, amount: 150000}", "fee", {"amount": 150000, "currency": "IDR"}),
        ("organisers: [redaksi]\nparticipants: 30\nmodified: 2019-06-01", "participants", {"total": 30}),
        ("organisers: [redaksi]\nletter: {number: '0123'}", "letter", {"number": "0123"}),
        ("organisers: [redaksi]\ndocuments: ['no', '1e3', '2019-05-01', 'a: b', '# c']", "documents",
         ["no", "1e3", "2019-05-01", "a: b", "# c"]),
        ("organisers: [redaksi]\nmodified: 12 Agustus 2019 08.30", "modified", "2019-08-12 08:30"),
        ("organisers: [redaksi]\nregistration: {full: yes, closes: 2 Mei 2019, url: null, contacts: []}",
         "registration", {"closes": yaml.safe_load("2019-05-02"), "full": True}),
    ],
)  # fmt: skip
def test_a_short_form_becomes_a_group_with_the_same_meaning(lines, key, expected):
    assert in_long_form(f"{lines}\n")[key] == expected


def test_numbers_that_other_readers_would_change_stay_in_quotes():
    lines = "organisers: [redaksi]\nquota: '030'\nfee: {amount: '012345678901.25', currency: IDR}\n"
    front = in_long_form(f"{lines}modified: '2019-06-01 10:00:05'\n")

    assert (front["quota"], front["fee"]["amount"]) == ("030", "012345678901.25")
    assert front["modified"] == "2019-06-01 10:00:05"


def test_truth_values_are_those_of_every_reader():
    lines = "organisers: [redaksi]\nregistration: {full: yes, url: 'https://a.example'}\n"
    text = long_form("bimtek/2019/karangan.md", with_lines(lines))

    assert "  full: true\n" in text


def test_provinces_stand_by_name_and_keys_in_the_order_of_the_guide():
    text = TRAINING.replace("province: Kalimantan Barat", "province: ID-KB")
    front = front_of(long_form("bimtek/2019/karangan.md", text.encode()))

    assert front["place"]["province"] == "Kalimantan Barat"
    assert list(front) == [key for key in keys_of(KINDS["bimtek"]) if key in front]


def test_each_short_form_of_the_models_has_a_group_that_takes_its_place():
    """A plain value may stand for a group only where ``long_form`` can expand it."""
    found = {place: expanded for kind, model in KINDS.items() for place, expanded in short_forms(model, kind)}

    assert found == {
        "berita.based_on": ["id"], "bimtek.based_on": ["id"], "ekspor.based_on": ["id"],
        "bimtek.organisers": ["id"], "bimtek.instructors": ["id"], "bimtek.fee": ["amount", "currency"],
        "bimtek.participants": ["total"], "angka.observations.source": ["id"], "angka.observations.growth": ["percent"],
        "angka.disputes.claims.source": ["id"],
    }  # fmt: skip


def short_forms(annotation, place, metadata=()):
    origin, within = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        yield from short_forms(within[0], place, (*metadata, *within[1:]))
    elif origin in (tuple, Union, UnionType):
        for one in within:
            yield from short_forms(one, place, metadata if origin is not tuple else ())
    elif isinstance(annotation, type) and issubclass(annotation, Model):
        for validator in (one for one in metadata if isinstance(one, BeforeValidator)):
            yield place, list(validator.func("gratis" if place.endswith("fee") else "satu"))
        for name, field in annotation.model_fields.items():
            if not (field.alias or "").startswith("@"):
                yield from short_forms(field.annotation, f"{place}.{field.alias or name}", tuple(field.metadata))


def test_tags_become_ids_of_topics_where_the_vocabulary_is_given(tmp_path):
    root = write_content(tmp_path, dict(SMALL))
    text = TRAINING.replace("tags: [ikm]", "tags: [IKM]")

    vocabulary = open_unfinished(root).vocabulary

    assert front_of(long_form("bimtek/2019/karangan.md", text.encode(), vocabulary))["tags"] == ["ikm"]


@pytest.mark.parametrize(
    ("path", "data", "message"),
    [
        ("berita/2019/a.md", b"tanpa keterangan", "keterangan di awal berkas belum ada"),
        ("berita/2019/a.md", b"---\ntitle: [\n---\n", "kurung"),
        ("bimtek/2019/karangan.md", with_lines("organisers: [redaksi]\nletter: {number: 0123}\n"), 'number: "0123"'),
        ("bimtek/2019/karangan.md", with_lines("organisers: [redaksi]\nbiaya: 5\n"), "kunci 'biaya' tidak dikenal"),
        ("kamus.txt", b"kata\n", "tidak punya keterangan"),
        ("berita/2019/a.md", b"\xff", "UTF-8"),
    ],
)  # fmt: skip
def test_a_file_with_mistakes_has_no_long_form(path, data, message):
    with pytest.raises(Refused, match=re.escape(message)):
        long_form(path, data)


def test_make_rapikan_shows_and_writes_the_long_form(tmp_path, capsys):
    root = write_content(tmp_path / "isi", dict(SMALL))
    file = root / "bimtek/2019/karangan.md"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    environ = {"CONTENT": str(root), "BERKAS": str(file), "BENTUK": "panjang"}

    assert tidy.main(environ) == 0
    assert "+   - id: redaksi" in capsys.readouterr().out
    assert b"id: redaksi" not in file.read_bytes()
    assert tidy.main(environ | {"TERAPKAN": "1"}) == 0
    assert b"  - id: redaksi\r\n" in file.read_bytes()
    assert tidy.main(environ | {"BENTUK": "pendek"}) == 1
    assert "BENTUK='pendek' tidak dikenal; tulis BENTUK=panjang" in capsys.readouterr().err
