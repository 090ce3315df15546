""""Ikuti saluran WhatsApp" stands wherever feeds are offered, where the portal names a channel, and nowhere else."""

from dataclasses import replace

import pytest
from lxml import html as lxml_html

from tests.browsing import serve
from tests.theme.pages import EXAMPLES, FULL, PORTAL
from tests.theme.rendering import draw, draw_site

CHANNEL = "https://whatsapp.com/channel/0029VaContoh"
WORDS = "Ikuti saluran WhatsApp"
NAMED = replace(PORTAL, whatsapp_channel=CHANNEL)
# Who comes by an old address is sent on, and is offered nothing on the way.
PAGES = {name: replace(one, portal=NAMED) for name, one in FULL.items() if one.template != "redirect"}


@pytest.mark.parametrize("name", PAGES)
def test_it_stands_at_the_foot_of_every_page_and_first_among_ways_to_follow(name):
    tree = lxml_html.fromstring(draw(PAGES[name]))

    links = tree.xpath(f"//a[@href='{CHANNEL}']")
    ways = tree.xpath("//section[h2[normalize-space()='Ikuti']]//ul")
    assert [link.text_content() for link in links] == [WORDS] * (1 + len(ways))
    assert len(tree.find(".//footer").xpath(f".//a[@href='{CHANNEL}']")) == 1
    assert [way.find(".//a").get("href") for way in ways] == [CHANNEL] * len(ways)
    # No feed is offered elsewhere, so the channel is nowhere forgotten.
    assert [
        one
        for one in tree.xpath("//body//a[contains(@href, '.xml')]")
        if not one.xpath("ancestor::section[h2='Ikuti']")
    ] == []


def test_pages_that_offer_feeds_are_among_these():
    offering = [name for name in PAGES if "<h2" in draw(PAGES[name]) and ">Ikuti</h2>" in draw(PAGES[name])]

    assert {PAGES[name].template for name in offering} == {"agenda", "koreksi", "pertentangan", "tag"}


def test_it_opens_where_the_reader_is_and_is_followed_as_any_link():
    # Without a new window there is nothing that it could do to ours (rel="noopener"); that it is ours is no secret.
    for link in lxml_html.fromstring(draw(PAGES["tag"])).xpath(f"//a[@href='{CHANNEL}']"):
        assert {"target", "rel", "ping"}.isdisjoint(link.attrib)


@pytest.mark.parametrize("name", EXAMPLES)
def test_where_the_portal_names_none_it_is_on_no_page(name):
    drawn = draw(EXAMPLES[name])

    assert WORDS not in drawn and "whatsapp.com/channel" not in drawn


@pytest.mark.browser
def test_a_phone_shows_it_whole_and_large_enough_for_a_finger(lend, tmp_path):
    with serve(draw_site(tmp_path, {"tag": PAGES["tag"]})) as address:
        page = lend(viewport={"width": 360, "height": 800})
        page.goto(f"{address}/tag.html")
        boxes = [link.bounding_box() for link in page.get_by_role("link", name=WORDS).all() if link.is_visible()]

    assert len(boxes) == 2
    for box in boxes:
        assert box["x"] >= 0 and box["x"] + box["width"] <= 360
        assert box["height"] >= 24
