"""Content that no build may take: what stands in a file, and what an editor is told.

A case is (name, files laid over a small portal, the lines of problems). All of it is made up.
"""

import io
import struct
import zipfile
import zlib
from pathlib import Path

from PIL import Image

from tests.pictures import exif, heic, photo, saved
from tests.portals import BIMTEK, NEWS, TOPIC_IKM

HERE = "berita/2019/uji.md"
_PHOTO = "photo: {file: gambar/2019/uji.%s, alt: Gambar karangan, credit: Uji}\ntags"
PARTNERS_ALONE = """\
title: Ekspor kopi karangan
summary: Angka karangan yang dipakai untuk pengujian.
tags: [ikm]
measure: nilai
unit: USD
observations:
  - {period: 2017, value: 8, partner: AU, source: {publisher: Penerbit karangan, date: 2019-01-15}}
  - {period: 2018, value: 7, partner: AU, source: {publisher: Penerbit karangan, date: 2019-01-15}}
  - {period: 2018, value: 5, partner: MY, source: {publisher: Penerbit karangan, date: 2019-01-15}}
"""


def news(body: str = "Isi.", **keys: str) -> str:
    """News with ``keys`` in place of its own, or added."""
    lines = NEWS.split("---\n")[1].splitlines()
    kept = [line for line in lines if line.split(":")[0] not in keys]
    return "---\n" + "\n".join([*kept, *(f"{key}: {value}" for key, value in keys.items())]) + f"\n---\n{body}\n"


def with_photo(kind: str, data: bytes) -> dict[str, bytes | str]:
    """News with the picture ``data``."""
    return {HERE: NEWS.replace("tags", _PHOTO % kind), f"gambar/2019/uji.{kind}": data}


def png(width: int, height: int) -> bytes:
    """A PNG that claims to be so large, with next to nothing in it."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def docx(xml: bytes) -> bytes:
    """An office file whose only part is ``xml``."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return out.getvalue()


def svg(inside: str) -> bytes:
    """A drawing with ``inside``."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{inside}</svg>'.encode()


BOMB = "a: &a [x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]><w:p>&b;</w:p>'
ATTACHED = NEWS.replace("tags", "attachments: [{file: lampiran/uji.docx, title: Uji}]\ntags")

CASES: dict[str, dict[str, str | bytes]] = {
    # encodings
    "utf-16": {HERE: NEWS.encode("utf-16")},
    "latin-1": {HERE: NEWS.replace("Isi", "Caf\u00e9").encode("latin-1")},
    "cut in the middle of a letter": {HERE: NEWS.encode() + "é".encode()[:1]},
    "surrogates": {HERE: NEWS.encode() + b"\xed\xa0\x80"},
    "NUL": {HERE: NEWS.replace("Isi", "I\0si")},
    "escape sequence of a terminal": {HERE: NEWS.replace("Isi", "\x1b[2J")},
    "line separator": {HERE: NEWS.replace("Isi", "Isi\u2028")},
    "binary": {HERE: bytes(range(256)) * 4},
    # YAML
    "anchors and aliases": {HERE: NEWS.replace("tags", BOMB + "tags")},
    "python object": {HERE: news(title='!!python/object/apply:os.system ["id"]')},
    "deep list": {HERE: news(title="[" * 5000 + "]" * 5000)},
    "deep mapping": {HERE: news(title="{a: " * 500 + "x" + "}" * 500)},
    "merge key": {HERE: NEWS.replace("tags", "<<: {title: x}\ntags")},
    "title given twice": {HERE: NEWS.replace("tags", "title: Lagi\ntags")},
    "two documents": {HERE: NEWS.replace("tags", "--- {}\ntags")},
    "a key of a thousand letters": {HERE: news(**{"k" * 1000: "x"})},
    "name of the loader": {HERE: NEWS.replace("tags", "'@path': ../../x\ntags")},
    "number that is no number": {"bimtek/2019/uji.md": BIMTEK.replace("tags", "quota: 1e999\ntags")},
    "endless number": {"bimtek/2019/uji.md": BIMTEK.replace("tags", f"quota: {'9' * 5000}\ntags")},
    "day that is none": {HERE: news(date="2019-02-30")},
    "year ten thousand": {HERE: news(date="10000-01-01")},
    # sizes
    "ten megabytes": {HERE: NEWS + "a" * 10_000_000},
    "ten megabytes of YAML": {"angka/besar.yaml": "title: " + "a" * 10_000_000},
    "a hundred thousand quotes": {HERE: NEWS + ">" * 100_000},
    "brackets": {HERE: NEWS + "[" * 50_000},
    "emphasis": {HERE: NEWS + "*a _b " * 20_000},
    "deep lists": {HERE: NEWS + "".join("  " * n + "* a\n" for n in range(300))},
    "a line of three hundred thousand letters": {HERE: NEWS + "a" * 300_000},
    "table of ten thousand columns": {HERE: NEWS + "|a" * 10_000 + "|\n" + "|-" * 10_000 + "|\n"},
    # names of files
    "upper case": {"berita/2019/Uji.md": NEWS},
    "space": {"berita/2019/uji coba.md": NEWS},
    "zero width": {"berita/2019/uji\u200bcoba.md": NEWS},
    "letter that looks like another": {"berita/2019/\u0443ji.md": NEWS},
    "Windows device": {"berita/2019/con.md": NEWS},
    "Windows device as a picture": {"gambar/aux.jpg": b"x"},
    "trailing dot": {"gambar/uji.jpg.": b"x"},
    "backslash": {"gambar/a\\b.jpg": b"x"},
    "quote and tag": {'gambar/"><script>.jpg': b"x"},
    "a name of three hundred letters": {"berita/2019/" + "u" * 200 + ".md": NEWS},
    "unknown folder": {"lain/uji.md": NEWS},
    "no year": {"berita/uji.md": NEWS},
    "program": {"ekstra/../jalan.sh": b"rm"},
    # paths in fields
    "picture above the folder": {HERE: news(photo="{file: ../../etc/passwd, alt: Uji, credit: Uji}")},
    "picture from the root": {HERE: news(photo="{file: /etc/passwd, alt: Uji, credit: Uji}")},
    "picture through a folder above": {HERE: news(photo="{file: gambar/../portal.yaml, alt: Uji, credit: Uji}")},
    "picture on Windows": {HERE: news(photo="{file: 'C:\\uji.jpg', alt: Uji, credit: Uji}")},
    "picture on the web": {HERE: news(photo="{file: 'https://lain.example/a.jpg', alt: Uji, credit: Uji}")},
    "alias outside": {HERE: news(aliases="[/../luar/]")},
    "alias of the portal's own": {HERE: news(aliases="[/theme/portal.css/]")},
    "alias with a script": {HERE: news(aliases="['/<script>/']")},
    "a tag that is a path": {HERE: news(tags="[../../x]")},
    "an author that is a path": {HERE: news(authors="[../../x]")},
    # pictures and attachments
    "text called a picture": with_photo("jpg", b"<script>alert(1)</script>"),
    "picture cut off": with_photo("png", png(9, 9)[:40]),
    "picture with a wrong checksum": with_photo("png", png(9, 9)[:45] + b"x" + png(9, 9)[46:]),
    "picture of ten billion pixels": with_photo("png", png(100_000, 100_000)),
    "picture of two hundred million pixels": with_photo("png", png(20_000, 10_000)),
    "one kind called another": with_photo("png", b"GIF89a" + bytes(40)),
    "empty picture": with_photo("jpg", b""),
    "photograph without its last 200 bytes": with_photo("jpg", saved(photo(200, 200), "JPEG")[:-200]),
    "photograph of a telephone cut off": with_photo("heic", heic(photo(64, 64))[:-200]),
    "telephone's photograph called JPG": with_photo("jpg", heic(photo(64, 64))),
    "JPG called HEIC": with_photo("heic", saved(photo(64, 64), "JPEG")),
    "JPG that a browser called JFIF": with_photo("jfif", saved(photo(64, 64), "JPEG")),
    "WebP called JPG": with_photo("jpg", saved(photo(64, 64), "WEBP")),
    **{
        f"{kind} as a photograph": with_photo(ending, data)
        for kind, ending, data in (
            ("GIF", "gif", saved(photo(9, 9), "GIF")), ("TIFF", "tif", saved(photo(9, 9), "TIFF")),
            ("BMP", "bmp", saved(photo(9, 9), "BMP")), ("AVIF", "avif", saved(photo(9, 9), "AVIF")),
            ("AVIF called HEIC", "heic", saved(photo(9, 9), "AVIF")),
            ("TIFF called JPG", "jpg", saved(photo(9, 9), "TIFF")),
            ("JPEG 2000", "jp2", saved(photo(9, 9), "JPEG2000")), ("film", "mov", b"\0\0\0\x14ftypqt  \0\0\0\0qt  "),
            ("film called JPG", "jpg", b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"), ("PDF", "pdf", b"%PDF-1.7"),
            ("burst of HEIC", "heic", b"\0\0\0\x18ftypmsf1\0\0\0\0msf1hevc"),
            ("Photoshop", "psd", b"8BPS\0\1" + bytes(20)),
        )
    },
    "moving PNG": with_photo("png", saved(photo(9, 9), "PNG", save_all=True, append_images=[photo(9, 9).rotate(90)])),
    "ink that nothing explains": with_photo("jpg", saved(Image.new("CMYK", (9, 9)), "JPEG")),
    "profile that is none": with_photo("jpg", saved(photo(9, 9), "JPEG", icc_profile=b"x" * 200)),
    "HDR": with_photo("heic", heic(photo(64, 64), color_primaries=9, transfer_characteristics=16)),
    "telephone's cutout": with_photo("heic", heic(Image.new("RGBA", (64, 64)))),
    "broken picture in a gallery": {
        "bimtek/2019/uji.md": BIMTEK.replace("tags", "gallery: [{file: gambar/uji.jpg, alt: Uji, credit: Uji}]\ntags"),
        "gambar/uji.jpg": saved(photo(200, 200), "JPEG")[:-200],
    },
    "broken picture in bodies": {
        HERE: news("![Uji]({static}/gambar/uji.jpg)\n\n[Uji](/gambar/uji.jpg)"),
        "topik/ikm.md": TOPIC_IKM + "\n![Uji](/gambar/uji.jpg)\n",
        "gambar/uji.jpg": saved(photo(200, 200), "JPEG")[:-200],
    },
    "picture among attachments": {
        HERE: news("![Uji]({static}/lampiran/uji.jpg)\n\n[Uji](/lampiran/uji.jpg)"),
        "lampiran/uji.jpg": saved(photo(9, 9), "JPEG", exif=exif()),
    },
    "attachment among pictures": {HERE: news("[Uji](/gambar/uji.pdf)"), "gambar/uji.pdf": b"%PDF-1.7"},
    "camera's data in what goes out as it is": {
        f"ekstra/uji.{ending}": saved(photo(9, 9), kind, exif=exif())
        for kind, ending in (("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("TIFF", "tif"), ("AVIF", "avif"))
    } | {"ekstra/uji.heic": heic(photo(64, 64), exif=exif().tobytes()), "ekstra/tanpa.png": saved(photo(9, 9), "PNG"),
    "ekstra/tanpa.jpg": saved(photo(9, 9), "JPEG")},
    "the address that a HEIC gets": {HERE: news("[Uji](/gambar/uji@heic.jpg)"), "gambar/uji.heic": heic(photo(64, 64))},
    "drawing with a script": with_photo("svg", svg("<script>alert(1)</script>")),
    "drawing with a handler": with_photo("svg", svg('<path d="M0 0" onload="alert(1)"/>')),
    "drawing with a page inside": with_photo("svg", svg("<foreignObject><p>x</p></foreignObject>")),
    "drawing that fetches": with_photo("svg", svg('<image href="https://lain.example/x.png"/>')),
    "drawing with an address that runs": with_photo("svg", svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>')),
    "drawing with entities": with_photo("svg", b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + svg("&a;")),
    "drawing with a style that fetches": with_photo("svg", svg("<style>@import 'https://lain.example/x';</style>")),
    "no file": {HERE: news(photo="{file: gambar/2019/tidak-ada.jpg, alt: Uji, credit: Uji}")},
    "attachment with entities": {HERE: ATTACHED, "lampiran/uji.docx": docx(LAUGHS)},
    "attachment that explodes": {HERE: ATTACHED, "lampiran/uji.docx": docx(b"<p>" + b"a" * 60_000_000 + b"</p>")},
    "attachment that is text": {HERE: ATTACHED, "lampiran/uji.docx": b"bukan"},
    # addresses
    **{
        f"link {number}": {HERE: NEWS + f"\n{text}\n"}
        for number, text in enumerate((
            "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](java\tscript:alert(1))",
            "[x](&#106;avascript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)", "[x](vbscript:msgbox)", "[x](file:///etc/passwd)",
            "[x](//lain.example/)",
            "[x](\\\\lain.example/)", "[x](%6aavascript:alert(1))", "[x][a]\n\n[a]: javascript:alert(1)",
            "<javascript:alert(1)>",
            "![x](javascript:alert(1))", "[x]({filename}/../../etc/passwd)", "[x]({static}/portal.yaml)",
            "[x]({tidak}/a.md)",
            "[x](/berita/../../luar/)", "[x](tidak-ada.md)", "[x](#tidak-ada)",
            "<a href='javascript:alert(1)'>x</a>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>",
            "<svg onload=alert(1)>", "<iframe src='https://lain.example'></iframe>", "<style>*{}</style>", "<!-- a -->",
        ))
    },
    **{
        f"address {number}": {HERE: news(based_on=f"[{{publisher: Uji, url: {text}}}]")}
        for number, text in enumerate((
            "'javascript:alert(1)'", "'data:text/html,x'", "'//lain.example'", "'https://'", "'http://a b/'",
            "'https://pengguna:sandi@lain.example/'",
            "'ftp://lain.example/'", "'https://lain.example/\u202ex'",
        ))
    },
    # texts
    "direction turned round": {HERE: news(title="Judul \u202e terbalik")},
    "zero width in a title": {HERE: news(title="Ju\u200bdul")},
    "zero width in an id": {HERE: news(tags='["i\u200bkm"]')},
    "a thousand marks on a letter": {HERE: news(title="a" + "\u0301" * 1000)},
    "topic of marks only": {"topik/uji.md": TOPIC_IKM.replace("label: IKM", "label: '---'")},
    "directive unknown": {HERE: NEWS + "\n{{jahat:x}}\n"},
    "directive that means several partners": {
        HERE: NEWS + "\n{{angka:kopi:2018}} dan {{angka:kopi:2018:tumbuh:2017}}\n", "angka/kopi.yaml": PARTNERS_ALONE,
    },
    "directive with a path": {HERE: NEWS + "\n{{angka:../../x}}\n"},
    "menu that runs": {"portal.yaml": "name: Uji\ntagline: Uji\ndescription: Uji karangan.\nSITEURL: "
        "https://uji.example\nmenu: [{label: x, address: 'javascript:alert(1)'}]\ndemo: true\n"},
    "portal on a computer of one's own": {"portal.yaml": "name: Uji\ntagline: Uji\ndescription: Uji karangan.\n"
        "SITEURL: 'javascript:alert(1)'\ndemo: true\n"},
    "old address outside": {"alamat.yaml": "- {address: /../../etc/, date: 2019-01-01, reason: Uji}\n"},
}  # fmt: skip


def links_out(root: Path) -> None:
    """Symbolic links that lead out of ``root``: a file's and a folder's."""
    (root / "berita/2019/tautan.md").symlink_to("/etc/hostname")
    (root / "lembaga/luar").symlink_to("/etc")
