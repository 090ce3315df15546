"""The editor of a published portal: only where ``portal.yaml`` asks for it, and found by nobody who does not look."""

import gzip

import pytest

from kabar.cms.cms_package import fetch
from kabar.content.models.portal import Portal
from kabar.editing.check.__main__ import main as check
from kabar.outputs.host_headers import headers_file
from kabar.publish.guard import find_refusals
from tests.portals import PORTAL, SMALL, write_content
from tests.site.building import build, files_of

_ACCESS = "penyunting:\n  host: github\n  repository: dinas-contoh/portal\n"


@pytest.mark.build
def test_a_portal_publishes_its_editor_and_leads_nobody_there(tmp_path):
    fetch()
    content = write_content(tmp_path / "isi", SMALL | {"portal.yaml": PORTAL + _ACCESS})

    output = build(content, tmp_path / "hasil", "--publish", SITEURL="https://uji.example", BUILD_DATE="2020-01-01")

    files = files_of(output)
    editor = {name for name in files if name.startswith("penyunting/")}
    assert {"penyunting/index.html", "penyunting/config.yml", "penyunting/sveltia-cms.js"} <= editor
    assert b"dinas-contoh/portal" in files["penyunting/config.yml"]
    assert [one for one in find_refusals(output, "https://uji.example",
        Portal.model_validate(_portal())) if "penyunting" in one] == []
    told = {name for name, data in files.items() if b"penyunting" in _unpacked(name, data) and name not in editor}
    assert told <= {"_headers", "theme/"}
    assert "Content-Security-Policy: frame-ancestors 'none'" in files["_headers"].decode()


def _unpacked(name: str, data: bytes) -> bytes:
    return gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data


def _portal() -> dict:
    return {"@path": "portal.yaml", "name": "Uji", "tagline": "x", "description": "x", "SITEURL": "https://uji.example",
        "demo": "true"}


@pytest.mark.build
def test_a_portal_without_the_key_has_no_editor(tmp_path):
    output = build(write_content(tmp_path / "isi", SMALL), tmp_path / "hasil", BUILD_DATE="2020-01-01")

    assert [name for name in files_of(output) if name.startswith("penyunting")] == []
    assert "script-src" in (output / "_headers").read_text("utf-8")


def test_no_policy_of_the_host_narrows_that_of_the_editor_and_no_search_engine_keeps_it():
    rules = headers_file("/portal", ["berita"], "/portal/theme/x.json", "penyunting")

    assert rules.count("Content-Security-Policy") == 1
    assert "/portal/penyunting/*\n  Cache-Control: no-cache\n  X-Robots-Tag: noindex\n" in rules


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("  host: githab\n  repository: a/b\n", "host"),
        ("  host: github\n", "penyunting.repository: wajib diisi; tulis: repository: …"),
        ("  host: github\n  repository: portal\n", "repository"),
        ("  host: github\n  repository: a/b\n  url: https://git.example\n", "hanya untuk gitlab dan forgejo"),
        ("  host: github\n  repository: a/b\n  app_id: abc\n", "masuk dengan token"),
        ("  host: forgejo\n  repository: a/b\n  review: true\n", "hanya ada di github dan gitlab"),
        ("  host: gitlab\n  repository: a/b\n  url: http://git.example\n", "url"),
    ],
)
def test_a_wrong_value_is_told_with_its_line(tmp_path, capsys, lines, told):
    content = write_content(tmp_path, SMALL | {"portal.yaml": f"{PORTAL}penyunting:\n{lines}"})

    assert check([str(content)], {"BUILD_DATE": "2020-01-01"}) == 1

    (line,) = [one for one in capsys.readouterr().out.splitlines() if "portal.yaml:" in one]
    assert told in line


def test_no_document_may_take_the_address_of_the_editor(tmp_path, capsys):
    page = "---\ntitle: Penyunting\nsummary: Halaman karangan untuk pengujian.\n---\nIsi.\n"

    assert check([str(write_content(tmp_path, SMALL | {"halaman/penyunting.md": page}))],
        {"BUILD_DATE": "2020-01-01"}) == 1
    assert "halaman/penyunting.md" in capsys.readouterr().out
