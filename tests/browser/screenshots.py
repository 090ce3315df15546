"""Photograph every kind of page, for the eye: ``python -m tests.browser.screenshots`` (OUTPUT= the folder).

``nyata/`` holds the demonstration portal, where it is here, ``contoh/`` the theme's examples, which show more than that
portal has yet.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser

from tests.browser.kinds import KINDS
from tests.browsing import chromium, serve
from tests.demonstration import IS_HERE
from tests.looks import NOW
from tests.site.building import ROOT, build
from tests.theme.pages import EXAMPLES, FULL
from tests.theme.rendering import draw_site

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")

# Pictures and news wait for the reader to come near.
COME_NEAR = """() => {
  for (const picture of document.querySelectorAll("[loading=lazy]")) picture.loading = "eager";
  scrollTo(0, document.body.scrollHeight);
}"""


def photograph(browser: Browser, pages: dict[str, str], folder: Path) -> Iterator[Path]:
    """Write ``<name>-<width>-<scheme>.png`` into ``folder`` for each of ``pages``, names with addresses."""
    folder.mkdir(parents=True, exist_ok=True)
    for width in WIDTHS:
        context = browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce")
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        for name, address in pages.items():
            page.goto(address)
            page.evaluate(COME_NEAR)
            page.wait_for_load_state("networkidle")
            page.evaluate("scrollTo(0, 0)")
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                path = folder / f"{name}-{width}-{scheme}.png"
                page.screenshot(path=path, full_page=True)
                yield path
        context.close()


def main() -> None:
    """Photograph both, and tell how many pictures there are."""
    folder = Path(os.environ["OUTPUT"])
    with tempfile.TemporaryDirectory() as made, chromium() as browser:
        (Path(made) / "contoh").mkdir()
        examples = draw_site(Path(made) / "contoh")
        count = 0
        if IS_HERE:
            with serve(build(ROOT / "content", Path(made) / "nyata")) as address:
                pages = {
                    path.strip("/").replace("/", "-").removesuffix(".html") or "depan": address + path for path in KINDS
                }
                count += sum(1 for _ in photograph(browser, pages, folder / "nyata"))
        with serve(examples) as address:
            # A redirect leads away before it can be photographed.
            names = [name for name in FULL if EXAMPLES[name].template != "redirect"]
            pages = {name: f"{address}/{name}.html" for name in names}
            count += sum(1 for _ in photograph(browser, pages, folder / "contoh"))
    sys.stdout.write(f"{count} gambar di {folder}\n")


if __name__ == "__main__":
    main()
