"""An officer writes in the browser: ``make serve``, the editor, the file, the preview and what the checker says."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError

import pytest
from playwright.sync_api import expect

from kabar.cms.cms_package import fetch
from kabar.content.parsing.yaml_structure import read_structure
from tests.kabar.cms.editor_page import EditorPage
from tests.office_files import docx
from tests.pictures import photo, saved
from tests.portals import NEWS, SMALL, write_content
from tests.site.building import ROOT, files_of

pytestmark = [pytest.mark.browser, pytest.mark.build]

_NOW = "2026-05-02T08:00:00+07:00"
_CONTENT = SMALL | {
    "berita/2019/karangan.md": NEWS.replace("title: Berita karangan", "# komentar\ntitle: Berita karangan"),
    "topik/batik.md": "---\nlabel: Batik\ndefinition: Kain karangan.\n---\n",
}
_TRAINING = "bimtek/2026/bimtek-membatik-di-sleman.md"


class Serving:
    """``make serve`` over the folder ``content`` of ``folder``."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.content = folder, folder / "content"
        self.address = f"http://127.0.0.1:{port}"

    def get(self, path: str) -> str:
        """What stands at ``path``."""
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:
            return answer.read().decode()

    def state(self) -> dict:
        """What the checker says."""
        return json.loads(self.get("/__pratinjau/keadaan.json"))

    def bring(self, editor: EditorPage, seconds: float = 60) -> dict:
        """Bring what ``editor`` saved to the disk; what the checker says then."""
        known = self.state()["versi"]
        editor.bring_to(self.content)
        end = time.monotonic() + seconds
        while (state := self.state())["versi"] == known:
            assert time.monotonic() < end, "no build after the change"
            time.sleep(0.05)
        return state


@pytest.fixture(scope="module")
def serving(tmp_path_factory) -> Iterator[Serving]:
    fetch()
    folder = tmp_path_factory.mktemp("menulis")
    write_content(folder / "content", _CONTENT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"CONTENT": str(folder / "content"), "PORT": str(port), "BUILD_DATE": "2026-05-02 08:00"}
    process = subprocess.Popen(
        [sys.executable, "-m", "kabar.preview"], cwd=ROOT, env=os.environ | given, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    server = Serving(folder, port)
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            if server.state()["selesai"]:
                break
        except URLError:
            pass
        time.sleep(0.05)
    yield server
    os.kill(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture
def editor(browser, serving) -> Iterator[EditorPage]:
    one = EditorPage(browser, serving.address, files_of(serving.content), now=_NOW)
    yield one
    one.context.close()


def values(text: str) -> dict:
    structure, problems = read_structure("x.md", text.split("\n---\n")[0].removeprefix("---\n"), 1)
    assert structure, problems
    return structure.value


def test_an_officer_writes_a_training_in_the_form_and_sees_it_checked_and_shown(serving, editor, tmp_path):
    (tmp_path / "kain batik.jpg").write_bytes(saved(photo(1200, 800), "JPEG"))
    (tmp_path / "undangan.docx").write_bytes(docx())
    editor.go("bimtek/new")
    editor.fill("title", "Bimtek membatik di Sleman")
    editor.fill("summary", "Belajar membatik tulis tiga hari di Sleman, gratis untuk dua puluh perajin.")
    editor.choose("tags", "Batik")
    editor.fill("start", "2026-06-10 08:00")
    editor.fill("end", "2026-06-12")
    editor.add("place")
    editor.fill("place.name", "Balai Uji")
    editor.choose("place.province", "DI Yogyakarta")
    editor.add("organisers")
    editor.choose("organisers.0.id", "Redaksi Uji")
    editor.fill("quota", "20")
    editor.add("registration")
    editor.choose("registration.via", "WhatsApp")
    editor.fill("registration.closes", "2026-06-01")
    editor.add("registration.contacts")
    editor.fill("registration.contacts.0.whatsapp", "081234567890")
    editor.upload("photo", "photo.file", tmp_path / "kain batik.jpg")
    editor.fill("photo.alt", "Kain batik karangan")
    editor.fill("photo.credit", "Redaksi Uji")
    editor.upload("attachments", "attachments.0.file", tmp_path / "undangan.docx")
    editor.fill("attachments.0.title", "Surat undangan")
    editor.fill("body", "Bawa canting sendiri.")
    editor.save()

    text = editor.saved(_TRAINING, "Bimtek membatik")
    state = serving.bring(editor)

    assert list(values(text)) == [
        "title", "date", "summary", "tags", "photo", "attachments", "status", "start", "end", "place", "organisers",
        "quota", "registration",
    ]  # fmt: skip
    assert values(text)["date"] == "2026-05-02"
    assert values(text)["status"] == "draft"
    assert values(text)["photo"]["file"] == "gambar/kain-batik.jpg"
    assert values(text)["registration"]["contacts"] == [{"whatsapp": "081234567890"}]
    assert "'081234567890'" in text
    assert text.endswith("---\n\nBawa canting sendiri.\n")
    assert state["masalah"] == []
    expect(editor.page.get_by_text("Masalah (0)")).to_be_visible()
    link = editor.page.get_by_role("link", name="Pratinjau", exact=True)
    expect(link).to_have_attribute("href", "/bimtek/2026/bimtek-membatik-di-sleman/")
    assert "Bawa canting sendiri." in serving.get(link.get_attribute("href"))
    assert editor.refused == []
    assert {url.split("/")[2] for url in editor.requests if url.startswith("http")} == {serving.address.split("/")[2]}


def test_a_mistake_is_told_in_the_form_or_by_the_checker_beside_it(serving, editor):
    editor.open("bimtek/2019/karangan.md", "title", "Bimtek karangan")
    editor.fill("start", "13/05/2019")
    editor.page.get_by_role("button", name="Simpan", exact=True).click()
    expect(editor.field("start")).to_contain_text("tulis seperti 2026-05-20, atau 2026-05-20 08:30")

    editor.fill("start", "2019-05-20")
    editor.save()
    state = serving.bring(editor)

    assert len(state["masalah"]) == 1
    summary = editor.page.get_by_text("Masalah (1)")
    expect(summary).to_be_visible()
    summary.click()
    expect(editor.page.locator("#daftar-masalah li").first).to_contain_text("selesai lebih awal daripada 'start'")
    editor.fill("start", "2019-05-13")
    editor.save()
    assert serving.bring(editor)["masalah"] == []


@pytest.mark.long
def test_the_menu_inserts_figures_tables_and_notes_into_the_body(editor):
    editor.open("berita/2019/karangan.md", "title", "Berita karangan")
    body = editor.field("body").locator("textarea")
    body.click()
    editor.page.keyboard.press("Control+End")
    menu = editor.page.get_by_label("Sisipkan ke isi")

    for choice in ("Angka dari buku angka", "Tabel", "Catatan"):
        menu.select_option(label=choice)
    editor.save()

    text = editor.saved("berita/2019/karangan.md", "!!! catatan")
    assert text.endswith(
        "Isi berita karangan.{{angka:id-angka:2026}}\n| Kolom 1 | Kolom 2 |\n| --- | --- |\n| isi | isi |\n"
        '\n!!! catatan "Judul catatan"\n    Isi catatan.\n'
    )


def test_an_existing_item_is_edited_with_the_keyboard_alone(serving, editor):
    before = set(files_of(serving.content))
    page = editor.page
    editor.go("berita")
    expect(page.get_by_text("Berita karangan").first).to_be_visible()

    row = "document.activeElement.closest('[role=row]')?.innerText ?? ''"
    tab_to(page, lambda: page.evaluate(row), "Berita karangan")
    page.keyboard.press("Enter")
    expect(editor.field("title").locator("input")).to_have_value("Berita karangan")
    box = "document.activeElement.matches('input') && document.activeElement.closest('section.field')?.dataset.keyPath"
    tab_to(page, lambda: page.evaluate(f"({box}) || ''"), "title")
    page.keyboard.press("End")
    page.keyboard.type(" dari papan ketik")
    expect(page.get_by_role("button", name="Simpan", exact=True)).to_be_enabled()
    page.keyboard.press("Control+s")

    text = editor.saved("berita/2019/karangan.md", "Berita karangan dari papan ketik")
    assert values(text) | {"title": ""} == values(NEWS) | {"title": ""}
    serving.bring(editor)
    assert set(files_of(serving.content)) == before  # nothing was renamed


def tab_to(page, where, wanted: str) -> None:
    """Press Tab until ``where`` tells ``wanted``."""
    for _ in range(80):
        if wanted in where():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"80 times Tab does not lead to {wanted!r}")


def test_on_a_phone_the_form_can_be_filled_and_says_that_a_wide_screen_is_easier(browser, serving):
    editor = EditorPage(
        browser, serving.address, files_of(serving.content), now=_NOW, viewport={"width": 360, "height": 800},
        is_mobile=True, has_touch=True,
    )  # fmt: skip
    expect(editor.page.get_by_text("Layar ini sempit")).to_be_visible()

    editor.open("bimtek/2019/karangan.md", "title", "Bimtek karangan")
    editor.fill("title", "Bimtek dari ponsel")
    editor.page.get_by_role("button", name="Simpan", exact=True).click()

    assert "Bimtek dari ponsel" in editor.saved("bimtek/2019/karangan.md", "ponsel")
    assert editor.page.evaluate("document.documentElement.scrollWidth") == 360
    editor.context.close()


def test_the_editor_is_no_page_of_the_preview(serving):
    found = files_of(ROOT / ".cache" / "pratinjau") if (ROOT / ".cache" / "pratinjau").is_dir() else {}

    assert not [name for name in found if name.startswith("penyunting/")]
    assert re.search(r'<meta name="robots" content="noindex', serving.get("/penyunting/"))
