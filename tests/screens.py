"""Pages of one Chromium that are used again: a new one costs as much as looking at three."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page

_MOST = 8  # kept open, each with a process of its own

PHONE = {"width": 360, "height": 800}


class Screens:
    """Pages by the settings of their contexts, each lent to one at a time and blank whenever it is lent.

    What listens to a page, or has scripts put before its own, needs a context of its own: neither can be taken back.
    """

    def __init__(self, browser: Browser):
        self._browser = browser
        self._free: list[tuple[dict, Page]] = []

    @contextmanager
    def page(self, now: str = "", **settings) -> Iterator[Page]:
        """A page that knows of no other, at the moment ``now`` where that is told."""
        settings = {"viewport": PHONE} | settings
        wanted = {"has_clock": bool(now)} | settings
        page = self._take(wanted) or self._browser.new_context(**settings).new_page()
        if now:
            page.clock.set_fixed_time(now)
        try:
            yield page
        except BaseException:
            page.context.close()
            raise
        _forget(page)
        self._free.append((wanted, page))
        if len(self._free) > _MOST:
            self._free.pop(0)[1].context.close()

    def _take(self, wanted: dict) -> Page | None:
        for at, (settings, page) in enumerate(self._free):
            if settings == wanted:
                del self._free[at]
                return page
        return None


def _forget(page: Page) -> None:
    page.unroute_all(behavior="ignoreErrors")
    page.context.clear_cookies()
    if page.url.startswith("http"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.goto("about:blank")
