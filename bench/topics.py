"""Time topics at scale: canonicalise and group, and rank related entries.

``python -m bench.topics`` prints a table for 5,000, 10,000 and 20,000 entries with five tags each, in a
fresh process for each size; peak memory is the process's own, read from the system.
"""

import multiprocessing
import resource
import sys
import time
from datetime import UTC, timedelta
from random import Random

from bench.corpus import START
from kabar.content.models.article import News
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import build_vocabulary
from kabar.related.candidates import candidates_of
from kabar.related.ranking import rank_related
from kabar.topics.tree import build_tree, group_by_topic

SIZES = (5_000, 10_000, 20_000)
TOPICS, TAGS = 200, 5
WORDS = 2_000


def entries(count: int) -> tuple[list[Topic], list[News]]:
    """Made-up topics in a tree, and entries that carry their labels; the same every time."""
    random = Random(1)
    topics = [
        Topic(**{
            "@path": f"topik/t-{n}.md",
            "label": f"Topik karangan {n}",
            "definition": "Karangan.",
            "broader": f"t-{n // 7}" if n % 7 and n else None,
        })
        for n in range(TOPICS)
    ]  # fmt: skip
    weights = [1 / (rank + 1) for rank in range(TOPICS)]
    articles = []
    for number in range(count):
        drawn = {f"TOPIK  karangan-{n}" for n in random.choices(range(TOPICS), weights, k=TAGS * 3)}
        words = " ".join(f"kata{random.randrange(WORDS)}" for _ in range(15))
        articles.append(
            News.model_construct(
                path=f"berita/2019/{number}.md", title=words[:60], summary=words, lang="id", status="published",
                date=START.replace(tzinfo=UTC) + timedelta(hours=number), tags=tuple(sorted(drawn)[:TAGS]),
            )
        )  # fmt: skip
    return topics, articles


def measure(count: int) -> tuple[float, float, float]:
    """Seconds to canonicalise and group, seconds to rank, peak memory in MB."""
    topics, articles = entries(count)
    start = time.perf_counter()
    vocabulary, _ = build_vocabulary(topics)
    tagged = [a.model_copy(update={"tags": tuple(vocabulary.find(tag) for tag in a.tags)}) for a in articles]
    tree = build_tree(vocabulary.topics)
    group_by_topic(tagged, tree)
    grouped = time.perf_counter()
    rank_related(candidates_of(tagged), 3, tree.ancestors)
    ranked = time.perf_counter()
    # Linux counts in kilobytes, macOS in bytes.
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1_000_000 if sys.platform == "darwin" else 1_000)
    return grouped - start, ranked - grouped, peak


def main() -> None:
    """Print the table."""
    print("| entries | canonicalise and group, s | related, s | peak memory, MB |\n| ---: | ---: | ---: | ---: |")
    for count in SIZES:
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            group, rank, peak = pool.apply(measure, (count,))
        print(f"| {count:,} | {group:.2f} | {rank:.2f} | {peak:.0f} |")


if __name__ == "__main__":
    main()
