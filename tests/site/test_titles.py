"""Every page that search engines may show has a title and a description of its own."""

from collections import defaultdict

import pytest
from lxml import html

from kabar.pages.composition import compose
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import BIMTEK, NEWS, SMALL

FIGURE = """\
title: Ekspor ukiran
summary: Nilai ekspor ukiran karangan dalam setahun.
tags: [ikm]
measure: nilai ekspor
unit: USD
observations:
  - {period: 2018, value: 1000000, partner: JP, source: {publisher: Badan Karangan, date: 2019-02-01}}
"""
TOPIC = "---\nlabel: {0}\ndefinition: {0} dalam portal karangan.\n---\n"


def many(count: int) -> dict[str, str]:
    """Enough entries of each section for closed pages of every list, over two years; trainings have one title."""
    files = {}
    for number in range(count):
        year, day = 2018 + number % 2, 1 + number % 27
        date = f"{year}-05-{day:02}"
        news = NEWS.replace("Berita karangan", f"Berita ke-{number}").replace("2019-05-26 01:35", f"{date} 08:00")
        news = news.replace("Teras karangan", f"Teras nomor {number}").replace("[ikm]", "[ikm, bimtek]")
        files[f"berita/{year}/b-{number}.md"] = news
        files[f"ekspor/{year}/e-{number}.md"] = (
            news.replace("Berita", "Ekspor")
            .replace("Teras", "Ekspor, teras")
            .replace("tags:", "partners: [JP]\nfigures: [ukiran]\ntags:")
        )
        begins = f"{year}-{6 + number // 27:02}-{day:02}"
        training = BIMTEK.replace("2019-05-13", begins).replace("2019-05-18", begins).replace("2019-05-01", date)
        files[f"bimtek/{year}/t-{number}.md"] = training.replace("Teras bimtek", f"Teras bimtek nomor {number}")
    return files


def shared_by_several(told) -> dict[str, list[str]]:
    held = defaultdict(list)
    for text, page in told:
        held[text].append(page)
    assert sum(map(len, held.values())) > 150
    return {text: pages for text, pages in held.items() if len(pages) > 1}


@pytest.fixture(scope="module")
def planned(tmp_path_factory):
    topics = {f"topik/{id}.md": TOPIC.format(id.capitalize()) for id in ("bimtek", "ekspor", "berita")}
    files = SMALL | many(42) | topics | {"angka/ukiran.yaml": FIGURE}
    composed = compose(load(tmp_path_factory.mktemp("judul"), files, preview=True), {}, {}, HOST)
    return [one for one in composed.pages if not one.page.head.noindex]


@pytest.mark.parametrize("part", ["title", "description"])
def test_no_two_pages_share_a_title_or_a_description(planned, part):
    assert shared_by_several((getattr(one.page.head, part), one.url) for one in planned) == {}


def test_pages_of_figures_tell_when_they_changed(planned):
    changed = {one.url: one.changed() for one in planned if one.changed}

    for address in ("/angka/ukiran/", "/angka/", "/ekspor/negara/jp/"):
        assert changed[address].startswith("20"), address


def test_no_two_pages_of_the_portal_itself_share_a_title_or_a_description(published):
    shown = []
    for path in sorted(published.rglob("*.html")):
        page = html.fromstring(path.read_bytes())
        if not page.xpath("//meta[@name='robots' and @content='noindex']"):
            shown.append((path.relative_to(published).as_posix(), page))

    titles = ((page.findtext("head/title"), path) for path, page in shown)
    descriptions = ((page.xpath("string(//meta[@name='description']/@content)"), path) for path, page in shown)
    assert shared_by_several(titles) == shared_by_several(descriptions) == {}
