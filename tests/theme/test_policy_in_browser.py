"""No kind of page does what its own policy forbids; and the policy does forbid."""

import pytest

from tests.browsing import serve
from tests.theme.pages import EXAMPLES
from tests.theme.rendering import draw_site

pytestmark = pytest.mark.browser

WATCH = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", (one) => refused.push(one.violatedDirective + " " + one.blockedURI));
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return draw_site(tmp_path_factory.mktemp("kebijakan"))


@pytest.fixture
def page(browser):
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(WATCH)
    yield page
    context.close()


def test_no_page_is_refused_anything(page, folder):
    refused = {}
    with serve(folder) as address:
        for name, example in EXAMPLES.items():
            if example.template != "redirect":
                page.goto(f"{address}/{name}.html", wait_until="networkidle")
                if found := page.evaluate("refused"):
                    refused[name] = found

    assert refused == {}


def test_what_slips_into_a_page_does_nothing(page, folder):
    evil = "<script>document.title = 'jahat'</script><p style='color: red'>x</p><img src='https://luar.example/x.png'>"
    text = (folder / "bimtek.html").read_text()
    (folder / "jahat.html").write_text(text.replace("<main", f"{evil}<main"))
    with serve(folder) as address:
        page.goto(f"{address}/jahat.html")

    assert page.title() != "jahat"
    assert {one.split()[0] for one in page.evaluate("refused")} == {"script-src-elem", "style-src-attr", "img-src"}
