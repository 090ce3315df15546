"""An office file is published without what tells who made it, and says what it said."""

import io
import re
import zipfile

import pytest
from lxml import etree
from PIL import Image

from kabar.content.media.office_package import read_package
from kabar.outputs.cleaning.clean_office import clean_office
from tests.kabar.outputs.renditions.test_renditions import photo
from tests.office_files import HEAD, NAMES, OFFICE, P, R, W, docx, pptx, row, slide, unzipped, xlsx

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
PATH = "C:\\Users\\budi karangan\\Documents\\"
SETTINGS = (
    f'{HEAD}<w:settings {W} {R} xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w:zoom'
    ' w:percent="100"/><w:attachedTemplate r:id="rId1"/><w:rsids><w:rsidRoot w:val="00A1B2C3"/><w:rsid'
    ' w:val="00D4E5F6"/></w:rsids><w:docVars><w:docVar w:name="pengirim" w:val="Budi Karangan"/></w:docVars><w15:docId'
    ' w15:val="{ABC}"/><w:evenAndOddHeaders/></w:settings>'
)
BODY = (
    '<w:p w:rsidR="00A1B2C3" w:rsidRDefault="00D4E5F6"><w:r w:rsidRPr="00112233"><w:t xml:space="preserve">Isi  &amp;'
    ' "tanda"</w:t></w:r></w:p><w:sdt><w:sdtPr><w:alias w:val="Judul"/><w:dataBinding w:xpath="/x"'
    ' w:storeItemID="{1}"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Judul'
    ' tampak</w:t></w:r></w:p></w:sdtContent></w:sdt><w:p><w:fldSimple w:instr=" AUTHOR "><w:r><w:t>Nama'
    ' tampak</w:t></w:r></w:fldSimple><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE'
    ' </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar'
    ' w:fldCharType="begin"/></w:r><w:r><w:instrText> TITLE </w:instrText></w:r><w:r><w:fldChar'
    ' w:fldCharType="separate"/></w:r><w:r><w:t>Judul lain</w:t></w:r><w:r><w:fldChar'
    f' w:fldCharType="end"/></w:r></w:p><w:p><w:r><w:drawing><wp:docPr xmlns:wp="x" id="1" name="{PATH}foto.jpg"'
    ' descr="Perajin mencanting"/></w:drawing></w:r></w:p>'
)
WORD = docx(
    BODY,
    [("settings", "settings.xml"), ("http://schemas.microsoft.com/office/2011/relationships/people", "people.xml"),
        ("customXml", "../customXml/item1.xml"),
     ("image", "media/image1.jpeg")],
    {
        "word/settings.xml": SETTINGS,
        "word/_rels/settings.xml.rels": f'<Relationships '
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/attachedTemplate" Target="file:///{PATH}Surat.dotx" TargetMode="External"/></Relationships>',
        "word/people.xml": f'<w:people {W}><w:person w:author="Budi Karangan"/></w:people>',
        "customXml/item1.xml": "<x>budi karangan</x>",
        "word/media/image1.jpeg": b"",
        "word/tersesat.xml": "<x>budi karangan</x>",
    },
)  # fmt: skip
BOOK = (
    f'<fileSharing userName="Budi Karangan"/><mc:AlternateContent {MC}><mc:Choice Requires="x15"><x15ac:absPath'
    f' xmlns:x15ac="x" url="{PATH}"/></mc:Choice></mc:AlternateContent><customWorkbookViews><customWorkbookView'
    ' name="Budi Karangan"/></customWorkbookViews>'
)
SHEET = (
    f'<sheetData>{row(1, "Isi karangan")}</sheetData><customSheetViews><customSheetView'
    ' guid="x"/></customSheetViews><pageSetup orientation="landscape" r:id="rId1"/>'
)
EXCEL = xlsx(
    {"Umum": SHEET},
    None,
    {"xl/printerSettings/p1.bin": PATH.encode("utf-16-le")},
    {"sheet1": [("printerSettings", "../printerSettings/p1.bin")]},
    BOOK,
)
SHOW = pptx(
    [slide("Isi karangan")],
    {
        "ppt/commentAuthors.xml": f'<p:cmAuthorLst {P}><p:cmAuthor id="0" name="Budi Karangan"/></p:cmAuthorLst>',
        "ppt/changesInfos/c.xml": "<x>Budi Karangan</x>",
    },
    {
        "show": [
            ("commentAuthors", "commentAuthors.xml"),
            ("http://schemas.microsoft.com/office/2016/11/relationships/changesInfo", "changesInfos/c.xml"),
        ]
    },
)
FILES = {"docx": WORD, "xlsx": EXCEL, "pptx": SHOW}


def texts(data: bytes) -> list[str]:
    """All that is read of the file, in its order."""
    package = read_package(data)
    roots = [
        etree.fromstring(package.parts[part])
        for part in package.reachable()
        if part.startswith(("word/doc", "xl/work", "ppt/slides"))
    ]
    return [one.text for root in roots for one in root.iter("{*}t", "{*}v")]


@pytest.mark.parametrize("kind", FILES)
def test_who_made_it_with_what_and_where_is_gone(kind):
    files = unzipped(cleaned := clean_office(FILES[kind]))

    whole = b"\0".join([*files.values(), *map(str.encode, files)])
    told = whole.decode("utf-8", "replace").casefold() + whole.replace(b"\0", b"").decode("latin-1").casefold()
    assert not [
        name for name in (*NAMES, "budi", "C:\\", "Surat.dotx", "rsid", "docVar", "komputer") if name.casefold() in told
    ]
    assert b"komputer karangan" not in cleaned
    assert texts(cleaned) == texts(FILES[kind]) and any("Isi" in text for text in texts(cleaned))


@pytest.mark.parametrize("kind", FILES)
def test_what_is_left_holds_together(kind):
    package = read_package(clean_office(FILES[kind]))

    named = {name for name in package.parts if name != "[Content_Types].xml" and not name.endswith(".rels")}
    assert named == set(package.reachable())
    assert set(package.overrides) == {name for name in named if name.endswith(".xml")}
    assert all(one.is_external or one.target in package.parts for told in package.relations.values() for one in told)
    assert [one.kind for one in package.relations[""]] == ["officeDocument"]
    # Nothing asks for a relation that is gone.
    for name in named:
        if name.endswith(".xml"):
            asked = etree.fromstring(package.parts[name]).xpath("//@r:id", namespaces={"r": OFFICE})
            assert {*asked} <= {one.id for one in package.relations.get(name, ())}


@pytest.mark.parametrize("kind", FILES)
def test_the_same_file_gives_the_same_bytes_whenever_and_however_it_was_packed(kind):
    files = unzipped(FILES[kind])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in reversed(files.items()):
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 2, 3, 4, 6)), data)

    cleaned = clean_office(FILES[kind])

    assert clean_office(out.getvalue()) == cleaned == clean_office(cleaned)
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        entries = archive.infolist()
        assert {(one.date_time, one.create_system, one.external_attr, one.extra, one.comment) for one in entries} == {
            ((1980, 1, 1, 0, 0, 0), 0, 0o600 << 16, b"", b"")
        }
        assert (entries[0].filename, archive.comment) == ("[Content_Types].xml", b"")


def test_what_is_taken_from_the_description_keeps_what_it_says():
    document = etree.fromstring(unzipped(clean_office(WORD))["word/document.xml"])
    w = {"w": W.split('"')[1]}

    assert document.xpath("//w:fldSimple/@w:fldLock", namespaces=w) == ["1"]
    assert document.xpath("//w:fldChar/@w:fldLock", namespaces=w) == ["1"]
    # The second of the two complex fields, which says TITLE; PAGE is counted by whoever opens it.
    assert document.xpath("//w:fldChar[@w:fldLock]/following::w:instrText[1]/text()", namespaces=w) == [" TITLE "]
    assert not document.xpath("//w:dataBinding", namespaces=w) and document.xpath("//w:alias", namespaces=w)


def test_nothing_but_what_goes_is_touched():
    before, after = (
        unzipped(WORD)["word/document.xml"].decode(),
        unzipped(clean_office(WORD))["word/document.xml"].decode(),
    )

    expected = re.sub(r' w:rsid\w+="\w+"|<w:dataBinding [^>]*/>', "", before).replace(PATH, "")
    expected = expected.replace('w:instr=" AUTHOR "', 'w:instr=" AUTHOR " w:fldLock="1"')
    head, _, tail = expected.rpartition('w:fldCharType="begin"')
    assert after == f'{head}w:fldCharType="begin" w:fldLock="1"{tail}'
    assert 'xml:space="preserve">Isi  &amp; "tanda"<' in after


def test_a_part_in_utf_16_comes_out_as_text():
    text = (
        f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body><w:p'
        ' w:rsidR="1"><w:r><w:t>Pérajin</w:t></w:r></w:p></w:body></w:document>'
    )
    cleaned = clean_office(docx(parts={"word/document.xml": text.encode("utf-16")}))

    assert texts(cleaned) == ["Pérajin"] and b"rsid" not in unzipped(cleaned)["word/document.xml"]


def test_photographs_in_it_lose_their_place_and_keep_their_pixels():
    exif = Image.Exif()
    exif[0x010F] = "Kamera Karangan"
    exif.get_ifd(0x8825)[1] = "S"
    out = io.BytesIO()
    photo(60, 40).save(out, "JPEG", exif=exif, comment=b"rahasia")

    cleaned = unzipped(clean_office(docx(of=[("image", "media/a.jpeg")], parts={"word/media/a.jpeg": out.getvalue()})))[
        "word/media/a.jpeg"
    ]

    assert b"Kamera" not in cleaned and b"rahasia" not in cleaned
    assert Image.open(io.BytesIO(cleaned)).tobytes() == Image.open(out).tobytes()
