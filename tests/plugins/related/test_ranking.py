"""Entries that are near to one another."""

from datetime import UTC, datetime, timedelta
from random import Random

from plugins.content_model.news import News
from plugins.related.ranking import NEAREST, rank_related

START = datetime(2019, 1, 1, tzinfo=UTC)


def entry(number: int, tags: list[str], **values) -> News:
    path = f"berita/2019/{number:04}.md"
    news = News.model_construct(
        path=path,
        title="",
        summary="",
        date=START + timedelta(hours=number),
        tags=tuple(tags),
        lang="id",
        status="published",
    )
    return news.model_copy(update=values)


def test_rare_shared_topics_come_before_common_ones():
    common = [entry(n, ["ikm"]) for n in range(10)]
    rare, asked = entry(10, ["ikm", "batik"]), entry(11, ["batik", "ikm"])

    assert rank_related([*common, rare, asked], 3)[asked.path][0] == rare.path


def test_of_equals_the_nearest_in_time_comes_first():
    entries = [entry(n, ["ikm"]) for n in range(5)]

    assert rank_related(entries, 2)[entries[4].path] == (entries[3].path, entries[2].path)


def test_of_equals_in_topics_the_one_with_shared_words_comes_first():
    alike = entry(0, ["ikm"], title="Pewarna alami untuk tenun")
    others = [entry(n, ["ikm"], title=f"Kabar lain {n}") for n in range(1, 5)]
    asked = entry(9, ["ikm"], title="Tenun dengan pewarna alami")

    assert rank_related([alike, *others, asked], 2)[asked.path] == (alike.path, others[-1].path)


def test_a_shared_broader_topic_counts_for_less_than_a_shared_topic():
    broader = {"tenun": ("kain",), "batik": ("kain",)}
    same, cousin, other = entry(0, ["batik"]), entry(1, ["tenun"]), entry(2, ["logam"])
    asked = entry(3, ["batik"])

    found = rank_related([same, cousin, other, asked], 3, lambda topic: broader.get(topic, ()))

    assert found[asked.path] == (same.path, cousin.path)


def test_nothing_alike_says_nothing_and_languages_stay_apart():
    entries = [entry(0, ["ikm"]), entry(1, ["batik"]), entry(2, ["ikm"], lang="en")]

    assert set(rank_related(entries, 3).values()) == {()}


def test_a_withdrawn_entry_is_near_to_nothing():
    entries = [entry(0, ["ikm"]), entry(1, ["ikm"], status="withdrawn")]

    assert rank_related(entries, 3) == {entries[0].path: ()}


def test_a_new_entry_changes_at_most_ten_old_pages():
    random = Random(7)
    entries = [entry(n, random.sample(["a", "b", "c", "d", "e"], 2)) for n in range(120)]

    for count in range(60, 120):
        before, after = rank_related(entries[:count], 3), rank_related(entries[: count + 1], 3)
        assert sum(before[path] != after[path] for path in before) <= NEAREST


def test_the_order_of_reading_changes_nothing():
    random = Random(7)
    entries = [entry(n, random.sample(["a", "b", "c", "d", "e"], 2)) for n in range(60)]

    assert rank_related(entries, 3) == rank_related(random.sample(entries, 60), 3)
