"""What the editor opens and saves means the same, whatever kind of document it is."""

import re
from collections.abc import Iterator
from functools import cache
from threading import Thread

import pytest

from kabar.cms.cms_config import LOCAL_BACKEND, configuration
from kabar.cms.cms_files import files
from kabar.cms.cms_package import fetch
from kabar.content.parsing.yaml_structure import read_structure
from kabar.content.parsing.yaml_types import plain_type
from kabar.editing.check.__main__ import main as check
from kabar.preview.preview_server import PreviewServer, PreviewState
from tests.demonstration import demonstration_content
from tests.kabar.cms.editor_page import TITLES, EditorPage
from tests.kabar.cms.every_field import CONTENT
from tests.portals import write_content
from tests.site.building import build, files_of

pytestmark = pytest.mark.browser

_NEW = "Judul lain dari tes bolak-balik"
_KINDS = ("berita", "bimtek", "ekspor", "topik", "lembaga", "orang", "angka", "sumber", "halaman")


@cache
def editor_files() -> dict[str, bytes]:
    fetch()
    return files(configuration(LOCAL_BACKEND), "/")


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    state = PreviewState(tmp_path_factory.mktemp("kosong"), editor=editor_files)
    state.show(())
    server = PreviewServer(0, state)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def editing(browser, address):
    opened = []

    def start(content, **settings) -> EditorPage:
        opened.append(EditorPage(browser, address, content, **settings))
        return opened[-1]

    yield start
    for one in opened:
        one.context.close()


def as_bytes(content) -> dict[str, bytes]:
    return {path: data if isinstance(data, bytes) else data.encode() for path, data in content.items()}


def documents(content, kinds=_KINDS) -> list[str]:
    return [path for path in content if path.split("/")[0] in kinds]


@pytest.fixture
def naskah(lend):
    """A page with the functions that read and write documents, without the editor."""
    page = lend()
    page.goto("about:blank")
    for name in ("js-yaml.js", "naskah.js"):
        page.add_script_tag(content=editor_files()[name].decode())
    return page


def retitle(editor: EditorPage, path: str, original: str) -> str:
    """Change nothing but the title of ``path``, whose text is ``original``, in the editor; its new text."""
    key = TITLES.get(path.split("/")[0], "title")
    editor.open(path, key, str(front(path, original)[0][key]))
    editor.fill(key, _NEW)
    editor.save()
    return editor.saved(path, _NEW)


def with_title_of(text: str, original: str, path: str) -> str:
    """``text`` with the title of ``original``."""
    key = TITLES.get(path.split("/")[0], "title")
    title = re.search(rf"^{key}: .*$", original, re.MULTILINE)
    assert title
    return text.replace(f"{key}: {_NEW}\n", f"{title[0]}\n", 1)


def front(path: str, text: str) -> tuple[dict, str]:
    """The keys and the body of a document, without what YAML may write in two ways."""
    found = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text, re.DOTALL) if path.endswith(".md") else None
    structure, problems = read_structure(path, found[1] if found else text, 1)
    assert structure, problems
    return structure.value, found[2].strip() if found else ""


# In short forms: the form with most fields, a file of figures without body, and a page.
@pytest.mark.parametrize("kinds", [("bimtek", "angka", "halaman"), pytest.param(_KINDS, marks=pytest.mark.long)])
def test_a_new_title_changes_nothing_else_of_any_kind_of_document(editing, tmp_path, kinds):
    editor = editing(as_bytes(CONTENT))
    before = write_content(tmp_path / "sebelum", CONTENT)
    after = write_content(tmp_path / "sesudah", CONTENT)

    for path in documents(CONTENT, kinds):
        original = (before / path).read_text("utf-8")
        (after / path).write_text(with_title_of(retitle(editor, path, original), original, path), "utf-8")

    assert check([str(after)], {"BUILD_DATE": "2026-07-02"}) == 0
    built = [files_of(build(one, tmp_path / f"hasil-{one.name}", BUILD_DATE="2026-07-02")) for one in (before, after)]
    assert {name for name in built[0].keys() | built[1].keys() if built[0].get(name) != built[1].get(name)} == set()


def test_the_portals_own_look_and_sections_stay_when_its_name_changes(editing):
    settings = (
        "logo:\n  file: gambar/logo.svg\n  dark: gambar/gelap.svg\n  icon: gambar/ikon.png\n"
        "colours:\n  light:\n    brand: '#0b5d47'\n  dark:\n    brand: '#7fd1b4'\n"
        "sections:\n  - name: berita\n    introduction: Kabar karangan.\n  - name: ekspor\n    hidden: true\n"
    )
    original = CONTENT["portal.yaml"] + settings
    editor = editing(as_bytes(CONTENT | {"portal.yaml": original}))
    editor.go("_singletons/entries/portal")

    editor.fill("name", _NEW)
    editor.save()

    written = editor.saved("portal.yaml", _NEW)
    assert front("portal.yaml", written)[0] == front("portal.yaml", original)[0] | {"name": _NEW}


@pytest.mark.long
def test_what_was_changed_and_changed_back_is_the_file_that_it_was(editing):
    commented = CONTENT["topik/ikm.md"].replace("label: IKM", "# Komentar redaksi.\nlabel: IKM")
    editor = editing(as_bytes(CONTENT | {"topik/ikm.md": commented}))
    retitle(editor, "topik/ikm.md", commented)

    editor.fill("label", "IKM")
    editor.save()

    assert editor.saved("topik/ikm.md", "# Komentar redaksi.") == commented


def test_keys_that_the_form_does_not_show_and_text_that_looks_like_numbers_stay(naskah):
    read_and_write = """([kind, text]) => {
      const shape = { title: "t", date: "p", status: "t", letter: { number: "t" } };
      const { parse, format } = Naskah.pairOf(kind, shape, { body: true, published: true, list: "" });
      return format({ ...parse(text), title: "Lain" });
    }"""
    text = (
        "---\ntitle: Lama\nletter:\n  number: '0123'\n  kode: {a: 012, b: [x, y]}\nlain: 1e3\nkosong: null\n"
        "kata: 'null'\n---\n\n    kode\n\nIsi\n"
    )

    written = naskah.evaluate(read_and_write, ["berita", text])

    value, body = front("x.md", written)
    letter = {"number": "0123", "kode": {"a": "012", "b": ["x", "y"]}}
    assert value == {"title": "Lain", "letter": letter, "lain": "1e3", "kata": "null"}
    assert body == "kode\n\nIsi"
    assert "---\n\n    kode\n\nIsi\n" in written
    assert "number: '0123'" in written


def test_the_editor_knows_what_other_readers_take_for_something_else_than_text(naskah):
    words = (
        "", "~", "null", "yes", "No", "y", "on", "0123", "12:30", "1_000", "1e3", ".5", "+62", "0x1F", "0o7", ".inf",
        ".NaN", "2026-05-20", "2026-05-20 08:30", "2026-05-20 08:30:00", "2026-5-2", "<<", "=", "teks", "0812-33",
        "12.5", "-3", "3 orang", "ya",
    )  # fmt: skip
    typed = naskah.evaluate("(words) => words.map((word) => Naskah.isTyped(word))", list(words))

    assert dict(zip(words, typed, strict=True)) == {word: plain_type(word) != "text" for word in words}


@pytest.mark.long
def test_a_new_title_changes_nothing_else_of_the_real_content(editing, tmp_path):
    root = demonstration_content()
    content = {path: data for path, data in files_of(root).items() if path != "kamus.txt"}
    editor = editing(content)
    after = write_content(tmp_path / "isi", files_of(root))

    for path in documents(content):
        original = content[path].decode()
        (after / path).write_text(with_title_of(retitle(editor, path, original), original, path), "utf-8")

    before = files_of(build(root, tmp_path / "sebelum"))
    built = files_of(build(after, tmp_path / "sesudah"))
    assert {name for name in before.keys() | built.keys() if before.get(name) != built.get(name)} == set()
