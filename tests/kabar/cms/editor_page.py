"""The editor in Chromium, on a folder of the browser's private file system (OPFS) in place of one of the disk."""

import base64
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, Error, Locator, Page, expect

# What Chromium asks a person: which folder, and whether it may be written.
_PICKER = """
window.showDirectoryPicker = () => navigator.storage.getDirectory();
FileSystemHandle.prototype.requestPermission = async () => "granted";
"""
_PUT = """async (files) => {
  const root = await navigator.storage.getDirectory();
  await root.getDirectoryHandle(".git", { create: true });
  for (const [path, data] of files) {
    const parts = path.split("/");
    let folder = root;
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
    const file = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
    await file.write(Uint8Array.from(atob(data), (one) => one.charCodeAt(0)));
    await file.close();
  }
}"""
_LIST = """async () => {
  const found = [];
  const walk = async (folder, path) => {
    for await (const [name, handle] of folder.entries()) {
      if (handle.kind === "directory") await walk(handle, `${path}${name}/`);
      else {
        const data = new Uint8Array(await (await handle.getFile()).arrayBuffer());
        let text = "";
        for (let at = 0; at < data.length; at += 32768) text += String.fromCharCode(...data.subarray(at, at + 32768));
        found.push([`${path}${name}`, btoa(text)]);
      }
    }
  };
  await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle("content"), "");
  return found;
}"""
_READ = """async (path) => {
  let folder = await navigator.storage.getDirectory();
  const parts = path.split("/");
  try {
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part);
    return await (await (await folder.getFileHandle(parts.at(-1))).getFile()).text();
  } catch {
    return null;
  }
}"""
TITLES = {"topik": "label", "lembaga": "name", "orang": "name", "sumber": "publisher", "portal": "name"}


class EditorPage:
    """One editor at ``address``; ``requests`` are all that its page asked for, ``refused`` what its policy forbade."""

    def __init__(self, browser: Browser, address: str, content: Mapping[str, bytes], now: str = "", **settings):
        self.context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "locale": "en-US"} | settings)
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.refused: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", self._listen)
        self.page.add_init_script(_PICKER)
        if now:
            self.page.clock.set_fixed_time(now)
        self.page.goto(f"{address}/penyunting/")
        files = [(f"content/{path}", base64.b64encode(data).decode()) for path, data in content.items()]
        self.page.evaluate(_PUT, files)
        self.open_folder()

    def _listen(self, message) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)

    def open_folder(self) -> None:
        """Choose the folder, as a person does once."""
        self.page.get_by_role("button", name="Buka folder di komputer ini").click()
        expect(self.page.get_by_role("treeitem", name="Bimtek").first).to_be_visible(timeout=20_000)

    def go(self, place: str) -> None:
        """Go to ``place``: ``bimtek/new``, ``berita/entries/2026/x``."""
        self.page.evaluate("(hash) => { location.hash = hash }", f"#/collections/{place}")

    def open(self, path: str, key: str, value: str) -> None:
        """Open the document ``path``, and wait until ``key`` shows its ``value``."""
        self.go(f"{path.partition('/')[0]}/entries/{path.partition('/')[2].rpartition('.')[0]}")
        expect(self.field(key).locator("input, textarea").first).to_have_value(value)

    def field(self, path: str) -> Locator:
        """The field at ``path``, such as ``registration.contacts.0.name``, scrolled to: before, it may be empty."""
        field = self.page.locator(f'section.field[data-key-path="{path}"]')
        sections = self.page.locator("section.field")
        group = path.rpartition(".")[0]
        beside = self.page.locator(f'section.field[data-key-path^="{group}."]')
        for _ in range(100):  # fields far below are added, and filled, as one scrolls to them
            with suppress(Error):  # the form was drawn anew meanwhile
                if field.locator("header").count():
                    field.scroll_into_view_if_needed(timeout=2000)
                    break
                place = field if field.count() else beside.last if group and beside.count() else sections.last
                place.evaluate("(one) => one.scrollIntoView({ block: 'center' })", timeout=2000)
            self.page.wait_for_timeout(50)
        return field

    def fill(self, path: str, text: str) -> None:
        """Type ``text`` into the field at ``path``."""
        box = self.field(path).locator("input, textarea").first
        expect(box).to_be_editable()
        box.fill(text)

    def choose(self, path: str, label: str) -> None:
        """Choose ``label`` in the field at ``path``: among a few choices, or by searching many."""
        field = self.field(path)
        few, many = field.get_by_role("radio", name=label), field.get_by_role("combobox")
        expect(few.or_(many).first).to_be_visible()
        if few.count():
            few.click()
            return
        many.first.click()
        options = self.page.locator(".sui.popup.open, dialog[open]").last
        search = options.get_by_role("searchbox")
        if search.count():
            search.fill(label[:6])
        options.get_by_role("option", name=label).first.click()

    def add(self, path: str) -> None:
        """Add an item to the list at ``path``, or the optional group at ``path``."""
        field = self.field(path)
        group, button = field.get_by_role("checkbox", name="Tambah"), field.get_by_role("button", name="Tambah")
        expect(group.or_(button).first).to_be_visible()
        if not group.count():
            button.first.click()
            return
        group.first.click()
        expect(self.page.locator(f'section.field[data-key-path^="{path}."]').first).to_be_attached()

    def upload(self, group: str, path: str, file: Path) -> None:
        """Add the ``group`` (or an item of it) and upload ``file`` into its field at ``path``."""
        self.add(group)
        self.field(path).locator("input[type=file]").first.set_input_files(file)

    def save(self) -> None:
        """Save, and wait until the editor says so."""
        button = self.page.get_by_role("button", name="Simpan", exact=True)
        expect(button).to_be_enabled()
        button.click()
        # While it saves, the button has another name; afterwards nothing is left to save.
        expect(button).to_be_disabled(timeout=15_000)

    def text_of(self, path: str) -> str | None:
        """The text of the file ``path`` of ``content/``; None where there is none."""
        return self.page.evaluate(_READ, f"content/{path}")

    def saved(self, path: str, part: str) -> str:
        """The text of ``path`` as soon as it contains ``part``."""
        for _ in range(200):
            if part in (text := self.text_of(path) or ""):
                return text
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{path} does not contain {part!r} but {text!r}")

    def bring_to(self, folder: Path) -> None:
        """Write what the editor saved into ``folder``, where ``make serve`` reads it."""
        for path, data in self.page.evaluate(_LIST):
            file, written = folder / path, base64.b64decode(data)
            if not file.exists() or file.read_bytes() != written:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(written)
