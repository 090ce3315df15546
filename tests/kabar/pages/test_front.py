"""The front page: what leads, what is new, and the blocks below."""

from datetime import date
from itertools import groupby

from kabar.content.library import load_library
from kabar.content.models.host import read_host
from kabar.pages.composition import compose
from kabar.pages.parts.kinds import FrontPage
from tests.portals import BIMTEK, NEWS, PORTAL, SMALL, write_content

HOST = read_host("https://uji.example/")
NOW = date(2020, 1, 1)
TOPIC = "---\nlabel: %s\ndefinition: Karangan.\n%s---\n"
EXPORT = NEWS.replace("Berita karangan", "Ekspor karangan")


def front(tmp_path, files) -> FrontPage:
    loaded = load_library(write_content(tmp_path, SMALL | files), NOW)
    assert loaded.problems == ()
    return next(one.page for one in compose(loaded.library, {}, {}, HOST).pages if one.url == "/")


def problems(tmp_path, settings: str) -> list[str]:
    loaded = load_library(write_content(tmp_path, SMALL | {"portal.yaml": f"{PORTAL}front: {settings}\n"}), NOW)
    return [f"{one.path}:{one.line}:{one.column}: {one.field}: {one.message}" for one in loaded.problems]


def news(count: int, tag: str = "ikm", day: str = "2019-07-01") -> dict[str, str]:
    text = NEWS.replace("2019-05-26 01:35", day).replace("[ikm]", f"[{tag}]")
    return {
        f"berita/2019/{tag}-{n:02}.md": text.replace("Berita karangan", f"Karangan {tag} {n}") for n in range(count)
    }


def urls(cards) -> list[str]:
    return [card.url for card in cards]


def test_a_small_portal_shows_only_the_blocks_that_it_can_fill(tmp_path):
    page = front(tmp_path, {})

    assert [block.kind for block in page.blocks] == ["trainings", "topics"]
    assert page.seconds == ()


def test_the_front_page_grows_with_the_portal_and_tells_no_story_twice(tmp_path):
    files = news(40) | {"topik/batik.md": TOPIC % ("Batik", "broader: ikm\n")} | news(6, "batik", "2019-01-02")
    files |= {f"ekspor/2019/e{n}.md": EXPORT.replace("2019-05-26", "2019-02-02") for n in range(6)}

    page = front(tmp_path, files)

    assert [block.kind for block in page.blocks] == ["trainings", "news", "export", "topic", "topics"]
    told = urls([page.lead, *page.seconds, *page.latest, *(card for block in page.blocks for card in block.cards)])
    assert len(told) == len(set(told)) == 1 + 8 + 4 + 4 + 4
    topic = next(block for block in page.blocks if block.kind == "topic")
    assert topic.heading == "Batik" and {url.split("/")[3][:5] for url in urls(topic.cards)} == {"batik"}


def test_explainers_have_a_block_of_their_own_and_do_not_crowd_out_the_news(tmp_path):
    files = {"topik/penjelasan.md": TOPIC % ("Penjelasan", "")} | news(20, "penjelasan", "2019-12-01") | news(3)

    page = front(
        tmp_path, files | {"berita/2019/utama.md": NEWS.replace("summary", "highlight_until: 2020-02-01\nsummary")}
    )

    assert not [url for url in urls(page.latest) if "penjelasan" in url]
    explainers = next(block for block in page.blocks if block.kind == "explainers")
    assert urls(explainers.cards) == [f"/berita/2019/penjelasan-{n:02}/" for n in range(4)]


def test_never_more_than_three_trainings_in_a_row_while_something_else_is_left(tmp_path):
    trainings = {f"bimtek/2019/b{n}.md": BIMTEK.replace("date: 2019-05-01", f"date: 2019-08-0{n}") for n in range(1, 8)}

    page = front(tmp_path, trainings | news(3, day="2019-06-01"))

    runs = [
        (section, len(list(run)))
        for section, run in groupby(urls((*page.seconds, *page.latest)), lambda url: url.split("/")[1])
    ]
    assert max(length for section, length in runs if section == "bimtek") == 3
    assert len(runs) > 2


def test_second_stories_stand_below_a_lead_without_a_photo_alone(tmp_path):
    photo = "photo: {file: gambar/a.svg, alt: Uji, credit: Uji}\nsummary"
    files = news(12) | {"berita/2019/utama.md": NEWS.replace("2019-05-26", "2019-12-30")}
    pictured = {"berita/2019/utama.md": files["berita/2019/utama.md"].replace("summary", photo)}
    drawing = {"gambar/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2" viewBox="0 0 3 2"/>'}

    assert len(front(tmp_path / "a", files).seconds) == 2
    page = front(tmp_path / "b", files | pictured | drawing)
    assert page.lead.photo and page.seconds == () and len(page.latest) == 8


def test_the_portal_chooses_its_blocks_their_order_and_the_topic(tmp_path):
    settings = "front: {blocks: [topics, topic, news], topic: kain batik}\n"
    files = (
        {"topik/batik.md": TOPIC % ("Batik", "synonyms: [Kain Batik]\n")} | news(1, "batik", "2018-12-31") | news(14)
    )
    files = {name.replace("2019/batik", "2018/batik"): text for name, text in files.items()}

    page = front(tmp_path, files | {"portal.yaml": PORTAL + settings})

    assert [block.heading for block in page.blocks] == ["Topik", "Batik", "Berita"]


def test_an_unknown_block_or_topic_or_one_named_twice_is_refused(tmp_path):
    (unknown,) = problems(tmp_path / "a", "{blocks: [news, cuaca]}")
    (twice,) = problems(tmp_path / "b", "{blocks: [news, topics, news]}")
    (topic,) = problems(tmp_path / "c", "{topic: ikn}")
    (explainers,) = problems(tmp_path / "d", "{explainers: penjelasan}")

    assert unknown.startswith("portal.yaml:14:24: front.blocks: pilih salah satu: trainings, news")
    assert "'news' sudah disebut" in twice
    assert "front.topic" in topic and "'ikn' tidak ada" in topic
    assert "'penjelasan' tidak ada" in explainers
