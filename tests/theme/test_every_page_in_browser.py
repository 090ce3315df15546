"""No page does what its own policy forbids, asks elsewhere or is wider than its screen; and the policy does forbid."""

import pytest

from tests.theme.pages import EXAMPLES, FULL

pytestmark = pytest.mark.browser

# A redirect leads away before it can be looked at; its few words are checked as HTML.
STAYING = [name for name, example in EXAMPLES.items() if example.template != "redirect"]
# Each kind of page as full as it can be, and some of all others.
SOME = [name for name in STAYING if name in FULL] + [name for name in STAYING if name not in FULL][::8]
OPEN_DETAILS = "document.querySelectorAll('details').forEach((one) => (one.open = true))"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation",
      (one) => refused.push(one.violatedDirective + " " + one.blockedURI));
"""


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


@pytest.mark.parametrize(
    ("names", "widths"), [(SOME, [320]), pytest.param(STAYING, [320, 768], marks=pytest.mark.long)], ids=["some", "all"]
)
def test_no_page_scrolls_sideways_is_refused_anything_or_asks_another_host(page, site, names, widths):
    wrong, found = {}, []
    page.on("request", lambda asked: asked.url.startswith(site) or found.append(asked.url))
    for name in names:
        page.goto(f"{site}/{name}.html")
        page.evaluate(OPEN_DETAILS)
        for width in widths:
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(TOO_WIDE):
                found.append(f"wider than {width} px")
        found += page.evaluate("refused")
        if found:
            wrong[name] = list(found)
            found.clear()

    assert wrong == {}


def test_what_slips_into_a_page_does_nothing(page, drawn, site):
    evil = "<script>document.title = 'jahat'</script><p style='color: red'>x</p><img src='https://luar.example/x.png'>"
    text = (drawn / "bimtek.html").read_text()
    (drawn / "jahat.html").write_text(text.replace("<main", f"{evil}<main"))
    page.goto(f"{site}/jahat.html")

    assert page.title() != "jahat"
    assert {one.split()[0] for one in page.evaluate("refused")} == {"script-src-elem", "style-src-attr", "img-src"}
