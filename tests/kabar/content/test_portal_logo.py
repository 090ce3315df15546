"""``logo`` of portal.yaml: pictures that serve, or the reason why not."""

from datetime import date

import pytest

from kabar.content.library import load_library
from tests.own_portal import LOGO, OWN_PORTAL, PORTAL, icon
from tests.portals import write_content

LINE = PORTAL.split("\n").index("  file: gambar/logo.svg") + 1
_SMALL = (
    "gambar/ikon.png berukuran {} piksel; ikon harus persegi, paling kecil 512 piksel: simpan ulang dengan ukuran itu"
)


def lines_of(tmp_path, portal: str = PORTAL, **files: str | bytes) -> list[str]:
    content = write_content(tmp_path, OWN_PORTAL | {"portal.yaml": portal} | files)
    return [one.as_line() for one in load_library(content, date(2020, 1, 1)).problems]


def test_a_square_png_serves_as_logo_and_icon(tmp_path):
    portal = PORTAL.replace("gambar/logo.svg", "gambar/ikon.png").replace("  icon: gambar/ikon.png\n", "")

    assert lines_of(tmp_path, portal) == []


@pytest.mark.parametrize(
    ("portal", "files", "line", "message"),
    [
        (("logo.svg", "logos.svg"), {}, LINE, "logo.file: berkas 'gambar/logos.svg' tidak ada di gambar/; tulis: "
            "file: gambar/logo.svg"),
        (("gambar/logo.svg", "logo.svg"), {}, LINE, "logo.file: berkas 'logo.svg' tidak ada di gambar/; tulis: file: "
            "gambar/logo.svg"),
        (("gambar/logo.svg", "../../etc/passwd"), {}, LINE, "logo.file: "),
        (("gambar/logo.svg", "gambar/lain.jpg"), {"gambar/lain.jpg": icon()}, LINE,
            "logo.file: gambar/lain.jpg: simpan sebagai SVG atau PNG"),
        (("icon: gambar/ikon.png", "icon: gambar/logo.svg"), {}, LINE + 1,
            "logo.icon: gambar/logo.svg: simpan sebagai PNG"),
        (("  icon: gambar/ikon.png\n", ""), {}, LINE, "logo.file: ikon di ponsel memerlukan PNG persegi; tambahkan di "
            "bawah logo: icon: gambar/ikon.png"),
        (("", ""), {"gambar/ikon.png": icon(256)}, LINE + 1, f"logo.icon: {_SMALL.format('256 × 256')}"),
        (("", ""), {"gambar/ikon.png": icon(512, 600)}, LINE + 1, f"logo.icon: {_SMALL.format('512 × 600')}"),
        (("", ""), {"gambar/ikon.png": icon()[:200]}, LINE + 1,
            "logo.icon: gambar/ikon.png: gambar rusak atau terpotong"),
        (("", ""), {"gambar/logo.svg": LOGO.replace("<circle", "<script>alert(1)</script><circle", 1)}, LINE,
            "logo.file: gambar/logo.svg: SVG memuat"),
        (("", ""), {"gambar/logo.svg": LOGO.partition(" viewBox")[0] + "><circle r='4'/></svg>"}, LINE,
            "SVG ini tidak menyebut ukurannya"),
    ],
)
def test_a_picture_that_does_not_serve_is_named_with_its_line_and_remedy(tmp_path, portal, files, line, message):
    lines = "\n".join(lines_of(tmp_path, PORTAL.replace(*portal, 1), **files))

    assert f"content/portal.yaml:{line}:" in lines
    assert message in lines
