"""What the guide calls "tidak tampil" stands in no output: neither its key nor what an editor wrote there."""

import csv
import gzip
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree, html

from kabar.content.json_schema import KINDS, schema_of
from tests.kabar.agenda.test_document import FULL
from tests.pictures import png
from tests.portals import MINIMAL, NEWS, write_content
from tests.site.building import ROOT, build

GUIDE = ROOT / "docs/panduan-redaksi.md"
INTERNAL = "tidak tampil"
REASON = "Alasan karangan yang hanya untuk redaksi"
# One that may be chosen, and stands nowhere else.
CONSENT = "tidak-perlu"
EMBARGO = "2018-02-03 04:05"
PLANTED = (REASON, CONSENT, EMBARGO, EMBARGO.replace(" ", "T"), "04.05")

_PHOTO = "{{file: gambar/2019/a.png, alt: Papan {0}, caption: Papan {0}, credit: Uji, consent: tidak-perlu}}"
_OF_LASTING = f"accepted: [{{warning: bukan-rahasia, text: Angka uji, reason: {REASON}}}]\n"
_INTERNAL = (
    f"accepted: [{{warning: alt-sama, reason: {REASON}}}, {{warning: singkatan, text: KARANGAN, reason: {REASON}}}]\n"
)


def _with_words(text: str, *more: str) -> str:
    return text.replace("tags:", f"{_INTERNAL}photo: {_PHOTO.format('utama')}\n{''.join(more)}tags:", 1)


FILES = MINIMAL | {
    "bimtek/2019/lengkap.md": _with_words(FULL, f"gallery: [{_PHOTO.format('pertama')}]\n"),
    "berita/2019/karangan.md": _with_words(
        NEWS, "corrections: [{date: 2019-06-01, kind: koreksi, text: Nama dibetulkan}]\n", "authors: [uji]\n"
    ),
    "ekspor/2019/karangan.md": _with_words(NEWS, "figures: [uji]\npartners: [US]\n"),
    "orang/uji.md": f"---\nname: Orang Uji\nembargo: {EMBARGO}\n{_OF_LASTING}---\nTentang.\n",
    "halaman/tentang.md": "---\ntitle: Tentang\nsummary: Tentang portal karangan ini.\n---\nIsi.\n",
    "angka/uji.yaml": (
        "title: Angka uji\nsummary: Angka karangan untuk uji.\ntags: [ikm]\nmeasure: nilai uji\nunit:"
        f" USD\n{_OF_LASTING}observations:\n  - {{period: 2017, value: 5, note: Catatan, embargo: '{EMBARGO}', source:"
        " {publisher: Uji, date: 2018-01-02}}\n"
    ),
    "gambar/2019/a.png": png("a"),
}


def keys_in_guide() -> set[str]:
    """The keys that a table of the guide calls internal, such as ``photo.consent``."""
    rows = re.findall(r"^\| `([\w.]+)`(?: \\\*)? \| (.*) \|$", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 100
    return {key for key, text in rows if INTERNAL in text}


def keys_in_schema(schema: dict, within: str = "") -> Iterator[str]:
    """The keys of a JSON Schema that are called internal, those below them left out."""
    for key, field in schema.get("properties", {}).items():
        if INTERNAL in field.get("description", ""):
            yield f"{within}{key}"


def words_of(name: str, data: bytes) -> Iterator[str]:
    """All keys of a file: of JSON objects, columns, elements, attributes, properties; for other kinds none."""
    text = data.decode("utf-8", "replace")
    ending = name.rpartition(".")[2]
    if ending == "html":
        page = html.fromstring(data)
        for element in page.iter(etree.Element):
            yield from (element.tag, *element.attrib)
        for script in page.xpath("//script[@type='application/ld+json']"):
            yield from keys_of(json.loads(script.text))
    elif ending in ("xml", "svg", "xsl"):
        for element in etree.fromstring(data).iter(etree.Element):
            yield from (etree.QName(element).localname, *element.attrib)
    elif ending == "csv":
        yield from next(csv.reader(io.StringIO(text)))
    elif ending == "ics":
        yield from (re.split("[:;]", line, maxsplit=1)[0].casefold() for line in text.splitlines())
    elif text[:1] in "{[":
        yield from keys_of(json.loads(text))


def keys_of(value: object) -> Iterator[str]:
    """The keys of all objects in ``value``, and the properties that a schema names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from keys_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from keys_of(inner)


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> dict[str, bytes]:
    place = tmp_path_factory.mktemp("dalam")
    folder = build(write_content(place / "isi", FILES), place / "hasil", "--publish")
    return {path.relative_to(folder).as_posix(): _unpacked(path) for path in folder.rglob("*") if path.is_file()}


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def test_guide_and_schemas_call_the_same_keys_internal():
    top = {key for kind in KINDS for key in keys_in_schema(schema_of(kind))}
    models = [model for kind in KINDS for model in schema_of(kind).get("$defs", {}).items()]
    within = {f"{name.casefold()}.{key}" for name, model in models for key in keys_in_schema(model)}

    assert keys_in_guide() == {"accepted", "embargo", "observations.embargo", "photo.consent", "gallery.consent"}
    assert (top, within) == ({"accepted", "embargo"}, {"photo.consent", "observation.embargo"})


@pytest.mark.build
def test_no_output_has_an_internal_key(output):
    internal = {key.rpartition(".")[2] for key in keys_in_guide()}
    found = {name: set(words_of(name, data)) for name, data in output.items()}

    assert {"title", "photo", "gallery"} <= found["bimtek/agenda.json"]
    assert {"observations", "publisher"} <= found["angka/uji/data.json"]
    assert {name: keys & internal for name, keys in found.items() if keys & internal} == {}


@pytest.mark.build
def test_no_output_has_what_stands_below_an_internal_key(output):
    assert b"Papan utama" in output["berita/2019/karangan/index.html"]
    assert [name for name, data in output.items() if any(word.encode() in data for word in PLANTED)] == []
