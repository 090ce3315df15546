"""Entries that are near to one another."""

from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.models.article import News
from kabar.related.candidates import Related, candidates_of
from kabar.related.ranking import NEAREST, rank_related

START = datetime(2019, 1, 1, tzinfo=UTC)
BROADER = {"tenun": "kain", "batik": "kain", "batik-tulis": "batik", "kain": "kerajinan", "ukir": "kerajinan"}


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


def ancestors(topic: str) -> tuple[str, ...]:
    above = BROADER.get(topic)
    return (above, *ancestors(above)) if above else ()


def related(entries: list[News], limit: int = 3) -> Related:
    return rank_related(candidates_of(entries), limit, ancestors)


def test_rare_shared_topics_come_before_common_ones():
    common = [entry(n, ["ikm"]) for n in range(10)]
    rare, asked = entry(10, ["ikm", "pandai-besi"]), entry(11, ["pandai-besi", "ikm"])

    assert related([*common, rare, asked])[asked.path][0] == rare.path


def test_of_equals_the_nearest_in_time_comes_first():
    entries = [entry(n, ["ikm"]) for n in range(5)]

    assert related(entries, 2)[entries[4].path] == (entries[3].path, entries[2].path)


def test_of_equals_in_topics_the_one_with_shared_words_comes_first():
    alike = entry(0, ["ikm"], title="Pewarna alami untuk tenun")
    others = [entry(n, ["ikm"], title=f"Kabar lain {n}") for n in range(1, 5)]
    asked = entry(9, ["ikm"], title="Tenun dengan pewarna alami")

    assert related([alike, *others, asked], 2)[asked.path] == (alike.path, others[-1].path)


def test_words_that_all_entries_have_say_nothing():
    entries = [entry(n, ["ikm"], title=f"Kabar panjang{n} lebar{n}") for n in range(4)]
    entries[0] = entry(0, ["ikm"], title="Kabar")

    assert related(entries)[entries[3].path] == (entries[2].path, entries[1].path, entries[0].path)


def test_the_nearer_a_shared_topic_stands_the_more_it_counts():
    same, above, beside, far = (
        entry(n, [topic]) for n, topic in enumerate(("batik-tulis", "batik", "tenun", "ukir"))
    )
    other, asked = entry(4, ["logam"]), entry(5, ["batik-tulis"])

    assert related([far, beside, above, same, other, asked], 9)[asked.path][:3] == (same.path, above.path, beside.path)


def test_nothing_alike_says_nothing_and_languages_stay_apart():
    entries = [entry(0, ["ikm"]), entry(1, ["batik"]), entry(2, ["ikm"], lang="en")]

    assert set(related(entries).values()) == {()}


def test_a_withdrawn_entry_is_near_to_nothing():
    entries = [entry(0, ["ikm"]), entry(1, ["ikm"], status="withdrawn")]

    assert related(entries) == {entries[0].path: ()}


def test_a_withdrawn_entry_still_counts_for_how_rare_a_topic_is():
    entries = [
        entry(n, [["ikm"], ["ekspor"], ["ikm", "ekspor"]][n % 3], lang="en" if n < 6 else "id") for n in range(18)
    ]
    withdrawn = [one.model_copy(update={"status": "withdrawn"}) if one.lang == "en" else one for one in entries]

    before = related(entries)

    # No entry of the other language stood in these lists, so nothing may move.
    assert related(withdrawn) == {one.path: before[one.path] for one in entries if one.lang == "id"}


def test_two_translations_of_one_entry_are_not_related():
    original = entry(0, ["ikm"])
    first, second = (entry(n, ["ikm"], lang="en", translation_of=original.path) for n in (1, 2))

    assert set(related([original, first, second]).values()) == {()}


topics_of_an_entry = st.lists(st.sampled_from(["ikm", "ekspor", *BROADER]), min_size=1, max_size=4, unique=True)
titles = st.lists(st.sampled_from(["kayu", "warna", "pasar", "ekspor", "mesin"]), max_size=3).map(" ".join)


@settings(deadline=None)
@given(st.lists(st.tuples(topics_of_an_entry, titles, st.integers(0, 3)), min_size=2, max_size=40))
def test_a_new_entry_changes_at_most_ten_old_pages(drawn):
    # The last number is the hours since the entry before: some share a moment.
    hours, entries = 0, []
    for number, (tags, title, apart) in enumerate(drawn):
        hours += apart
        entries.append(entry(number, tags, title=title, date=START + timedelta(hours=hours)))

    before, after = related(entries[:-1]), related(entries)

    assert sum(before[path] != after[path] for path in before) <= NEAREST
    assert all(path not in found and len(set(found)) == len(found) for path, found in after.items())


def test_many_entries_on_few_topics_change_few_old_pages():
    random = Random(7)
    entries = [entry(n, random.sample(["a", "b", "c", "d", "e"], 2)) for n in range(120)]

    for count in range(60, 120):
        before, after = related(entries[:count]), related(entries[: count + 1])
        assert sum(before[path] != after[path] for path in before) <= NEAREST


def test_the_order_of_reading_and_of_tags_changes_nothing():
    random = Random(7)
    entries = [entry(n, random.sample(["ikm", *BROADER], 3)) for n in range(60)]
    turned = [one.model_copy(update={"tags": one.tags[::-1]}) for one in entries]

    assert related(entries) == related(random.sample(turned, 60))
