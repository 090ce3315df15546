"""The made-up portal is what the measures say it is."""

import re
from collections import Counter
from functools import cache

import pytest
import yaml

from bench.corpus import BUILD_DATE, SHARE_OF_TRAININGS, corpus, new_article
from bench.peer_content import PeerContent

ENTRY = re.compile(r"(berita|bimtek|ekspor)/\d{4}/.*\.md")


@cache
def entries(size: int) -> dict[str, tuple[dict, str]]:
    files = ((path, text.split("---\n", 2)) for path, text in corpus(size, seed=1) if ENTRY.fullmatch(path))
    return {path: (yaml.load(front, yaml.BaseLoader), body) for path, (_, front, body) in files}


def test_entries_have_300_to_500_words_with_headings_lists_tables_and_links():
    for path, (_, body) in entries(200).items():
        words = re.findall(r"\w+(?:-\w+)*", re.sub(r"\(\S+\)", "", body))
        assert 300 <= len(words) <= 500, path
        for part in ("\n## ", "\n* ", "\n| --- ", "]("):
            assert part in body, (path, part)


@pytest.mark.long
def test_two_to_five_topics_stand_at_an_entry_and_a_few_topics_carry_most():
    tags = [front["tags"] for front, _ in entries(1000).values()]

    carried = Counter(topic for each in tags for topic in each)
    assert {len(each) for each in tags} == {2, 3, 4, 5}
    assert all(len(set(each)) == len(each) for each in tags)
    assert sum(times for _, times in carried.most_common(20)) > sum(carried.values()) / 2
    assert len(carried) > 190


@pytest.mark.parametrize("size", [50, 1000])
def test_every_size_spans_the_same_years_and_none_lies_after_the_build(size):
    dates = [front["date"] for front, _ in entries(size).values()]

    assert (min(dates)[:4], max(dates)[:4]) == ("2010", "2025")
    assert max(dates) < new_article(size, 0)[1].split("date: ")[1][:16] < BUILD_DATE


def test_an_article_that_comes_anew_has_four_topics_and_is_newer_than_the_one_before():
    texts = [new_article(1000, number) for number in range(5)]

    fronts = [yaml.load(text.split("---\n")[1], yaml.BaseLoader) for _, text in texts]
    assert [len(front["tags"]) for front in fronts] == [4] * 5
    assert sorted(front["date"] for front in fronts) == [front["date"] for front in fronts]
    assert len({path for path, _ in texts}) == 5


def test_trainings_are_about_as_many_as_told():
    paths = list(entries(1000))

    assert sum(path.startswith("bimtek/") for path in paths) == pytest.approx(1000 * SHARE_OF_TRAININGS, rel=0.2)


def test_peers_list_an_entry_also_under_the_topics_above_its_own(tmp_path):
    for name, broader in {"a": "", "b": "broader: a\n", "c": "broader: b\n", "d": ""}.items():
        (tmp_path / "topik").mkdir(exist_ok=True)
        (tmp_path / f"topik/{name}.md").write_text(f"---\nlabel: {name}\n{broader}---\n", "utf-8")

    assert PeerContent(tmp_path).with_broader(["c", "d", "b"]) == ["c", "b", "a", "d"]
