"""Visit each kind of page once, and write down whatever tests want to know of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from tests.browser.kinds import KINDS
from tests.looks import NOW

A4 = 718  # px at 96 to the inch: 210 mm less margins of 1 cm

# Each line is a rule that the page breaks.
BROKEN = """() => {
  const broken = [];
  const must = (rule, holds) => holds || broken.push(rule);
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const names = all("nav").map((one) =>
    one.ariaLabel ?? document.getElementById(one.getAttribute("aria-labelledby"))?.textContent);
  must("one main", all("main").length === 1);
  must("one header of the page", all("body > header").length === 1);
  must("one footer of the page", all("body > footer").length === 1);
  must("all else stands in a landmark",
    [...document.body.children].every((one) => one.matches("header, main, footer, .skip-link, script")));
  must("each navigation has a name of its own", names.every(Boolean) && new Set(names).size === names.length);
  const levels = all("h1, h2, h3, h4, h5, h6").map(({ tagName }) => Number(tagName[1]));
  must("one first heading, before all others", levels[0] === 1 && levels.filter((level) => level === 1).length === 1);
  must("headings go down step by step", levels.every((level, at) => at === 0 || level <= levels[at - 1] + 1));
  for (const table of document.querySelectorAll("table")) {
    must("a table has a caption or a name", table.caption?.textContent.trim() || table.closest("[aria-label]"));
    must("each head cell says what it heads", [...table.querySelectorAll("th")].every((cell) => cell.scope));
    must("a table has head cells", table.querySelector("th"));
  }
  for (const chart of document.querySelectorAll("svg:not([aria-hidden=true], svg svg)")) {
    const told = (chart.getAttribute("aria-labelledby") ?? "").split(" ")
      .map((id) => document.getElementById(id)?.textContent.trim());
    must("a chart has a title and a description",
      chart.getAttribute("role") === "img" && told.length === 2 && told.every(Boolean));
  }
  for (const picture of document.querySelectorAll("img"))
    must("a picture has an alternative", picture.hasAttribute("alt"));
  return broken;
}"""

# What reaches beyond the paper's edge, clipped places hidden from eyes apart.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  if (!one.checkVisibility() || one.closest("svg, thead, .visually-hidden")) return false;
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (left < -1 || right > innerWidth + 1
    || (getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1));
}).map((one) => one.outerHTML.slice(0, 90))"""

# Ways to click that paper shows.
WAYS = """() => [...document.querySelectorAll(
  ".site-menu, .breadcrumb, .share-links, .pager, .year-links, .skip-link, .agenda-ways, .search-form"
)].filter((one) => one.getClientRects().length && getComputedStyle(one).visibility === "visible")
  .map((one) => one.className)"""

MOVING = """() => [
  ...document.getAnimations().map((one) => one.effect.target.outerHTML.slice(0, 90)),
  ...[...document.querySelectorAll("*")].filter((one) => {
    const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
    return parseFloat(transitionDuration) > 0 || animationName !== "none" || scrollBehavior === "smooth";
  }).map((one) => one.tagName),
]"""


REFUSED = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation",
      (one) => refused.push(one.violatedDirective + " " + one.blockedURI));
"""


@dataclass(frozen=True)
class Visit:
    """What is wrong with a page: ``broken`` rules of meaning, px ``too_wide`` on the smallest phone, what is ``moving``
    for who asks for rest, ``cut`` off or to click on paper, and ``wrong`` requests, answers, policies and complaints.
    """

    broken: list[str]
    too_wide: int
    moving: list[str]
    cut: list[str]
    wrong: list[str]


def visit_all(browser: Browser, address: str, paths: Iterable[str] = KINDS) -> dict[str, Visit]:
    """Each of ``paths`` with what was found; what asks another than ``address`` for anything is wrong."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(REFUSED)
    page = context.new_page()
    page.clock.set_fixed_time(NOW)
    wrong, waiting = [], set()
    page.on("request", lambda asked: (waiting.add(asked), asked.url.startswith(address) or wrong.append(asked.url)))
    page.on("response", lambda answer: answer.status >= 400 and wrong.append(f"{answer.status} {answer.url}"))
    page.on("console", lambda line: line.type in ("error", "warning") and wrong.append(line.text))
    page.on("requestfinished", lambda asked: waiting.discard(asked))
    page.on("requestfailed", lambda asked: (waiting.discard(asked), wrong.append(f"{asked.failure} {asked.url}")))
    found = {}
    for path in paths:
        page.goto(address + path)
        while waiting:
            page.wait_for_timeout(10)
        wrong += page.evaluate("refused")
        found[path] = _look(page, list(wrong))
        wrong.clear()
    context.close()
    return found


def _look(page: Page, wrong: list[str]) -> Visit:
    page.set_viewport_size({"width": 1280, "height": 800})
    broken = page.evaluate(BROKEN)
    page.set_viewport_size({"width": 320, "height": 800})
    too_wide = page.evaluate("Math.max(0, document.documentElement.scrollWidth - 320)")
    moving = page.evaluate(MOVING)
    page.set_viewport_size({"width": A4, "height": 1000})
    page.emulate_media(media="print")
    cut = page.evaluate(CUT) + page.evaluate(WAYS)
    page.emulate_media(media="screen")
    return Visit(broken, too_wide, moving, cut, wrong)
