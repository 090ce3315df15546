"""The looks in which a page is judged: each scheme with each width and with text of twice the size."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.screens import Screens

SCHEMES = ("light", "dark", "forced")
SIZES = ((320, 100), (360, 100), (768, 100), (1280, 100), (360, 200))

NOW = "2026-11-29T01:00:00Z"  # of every reader here, as of tests.site.building

# axe leaves this rule of WCAG 2.2 AA off unless asked.
_RULES = {"target-size": {"enabled": True}}
_AXE = Axe()


@dataclass(frozen=True)
class Look:
    """A screen: ``scheme`` of SCHEMES, ``width`` in px, ``text`` in per cent of the usual size."""

    scheme: str
    width: int
    text: int

    def __str__(self) -> str:
        return f"{self.scheme}-{self.width}px-{self.text}%"


# Neighbours differ in scheme and in size: 3 and 5 have no common divisor.
LOOKS = tuple(Look(SCHEMES[n % 3], *SIZES[n % 5]) for n in range(15))


@contextmanager
def looking(screens: Screens, look: Look, **settings) -> Iterator[Page]:
    """A page that is seen so, wherever it goes."""
    with screens.page(now=NOW, reduced_motion="reduce", device_scale_factor=1, **settings) as page:
        page.set_viewport_size({"width": look.width, "height": 800})
        page.emulate_media(
            color_scheme="dark" if look.scheme == "dark" else "light",
            forced_colors="active" if look.scheme == "forced" else "none",
        )
        # What readers choose in the browser, so that media queries in rem know of it.
        sizes = {"standard": 16 * look.text // 100, "fixed": 13 * look.text // 100}
        page.context.new_cdp_session(page).send("Page.setFontSizes", {"fontSizes": sizes})
        yield page


def faults(page: Page, with_contrast: bool = True) -> list[str]:
    """What axe finds, and whether the page is wider than the screen.

    Contrast takes axe longer than all else together, and does not change with the width.
    """
    rules = _RULES | {"color-contrast": {"enabled": with_contrast}}
    found = _AXE.run(page, options={"resultTypes": ["violations"], "rules": rules, "iframes": False})
    told = [
        f"{rule['id']}: {node['target']} {node['html'][:120]} {node['failureSummary']}"
        for rule in found.response["violations"]
        for node in rule["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*told, f"{wide} px too wide"] if wide > 0 else told
