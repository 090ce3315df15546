"""Plans every page of the portal."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from kabar.content.library import Library
from kabar.content.markdown_source.directives import Body
from kabar.content.models.article import Article
from kabar.content.models.host import Host
from kabar.content.reading.article_lists import TRANSLATION
from kabar.content.reading.entries import Entries
from kabar.index.database import Database
from kabar.pages.article_page import article_of, page_of, plan_article
from kabar.pages.contradiction_pages import plan_contradictions
from kabar.pages.correction_pages import plan_corrections
from kabar.pages.country_pages import plan_countries
from kabar.pages.figure_pages import plan_figures
from kabar.pages.list_pages import plan_front, plan_latest, plan_sections
from kabar.pages.parts.around import Surroundings
from kabar.pages.parts.frame import Frame
from kabar.pages.parts.keys import Changes, find_changes
from kabar.pages.parts.page_sets import PageSet, Planned, PlannedPages, Planner
from kabar.pages.parts.plan import PlannedPage
from kabar.pages.profile_pages import plan_profile_indexes, plan_profiles
from kabar.pages.search_page import plan_search
from kabar.pages.source_pages import plan_source_index, plan_sources
from kabar.pages.static_pages import plan_masthead, plan_not_found, plan_redirects, plan_static_pages
from kabar.pages.topic_pages import heaviest, plan_topic_index, plan_topics
from kabar.pages.training_pages import plan_agenda
from kabar.pages.training_records import plan_records
from kabar.related.candidates import Related, candidates_in
from kabar.related.ranking import rank_related
from kabar.related.related_store import RankMemory
from kabar.topics.tree import TopicTree, build_tree, entries_by_topic


def group_translations(library: Library) -> dict[str, Mapping[str, Article]]:
    """The translations of each article that has some: by its content path, then by language code."""
    groups: dict[str, list[Article]] = defaultdict(list)
    for article in library.index.entries([(TRANSLATION, "")]):
        groups[library.summaries[article.path].translation_of].append(article)
    for original, group in groups.items():
        if original in library.articles:
            group.append(library.articles[original])
    return {
        article.path: {other.lang: other for other in group if other is not article}
        for group in groups.values()
        for article in group
    }


RELATED_LIMIT = 3
TOPICS_ON_FRONT = 12


@dataclass(frozen=True)
class Composition:
    """The pages that have to be planned, by output file: article pages and all ``others``.

    ``planner`` knows the pages that are kept. ``groups`` are the articles of each topic
    (``tree.entries_by_topic``). ``around`` gives the articles linked from each article's page.
    """

    articles: PlannedPages
    others: PlannedPages
    planner: Planner
    groups: Mapping[str, Entries]
    around: Surroundings

    @property
    def pages(self) -> tuple[Planned, ...]:
        """All pages that have to be planned, in arbitrary order."""
        return (*self.articles.values(), *self.others.values())


def compose(
    library: Library,
    bodies: Mapping[str, Body],
    sizes: Mapping[str, int],
    host: Host,
    database: Database | None = None,
    has_cards: bool = False,
    logo: str = "",
    make_planner: Callable[[Changes], Planner] = Planner,
) -> Composition:
    """Plan the pages of ``library``.

    ``sizes``: bytes of attachments by content path. ``database`` caches related articles and values of keys.
    ``has_cards`` and ``logo`` as in ``Frame``. ``make_planner`` creates, from the changes, the planner that selects
    the pages.
    """
    frame = Frame(library, host, has_cards, logo)
    tree = build_tree(library.vocabulary.topics)
    groups = entries_by_topic(library.index, tree)
    topics = heaviest(groups, tree, TOPICS_ON_FRONT)
    around = Surroundings(library, _related(tree, library, database), group_translations(library))

    def plan(path: str) -> PlannedPage:
        return plan_article(path, bodies, around, sizes, tree, frame)

    planner = make_planner(find_changes(library, tree, around, database))
    of_articles = planner.unfold(_folders(library, plan))
    others = (
        plan_front(topics, groups, tree, frame),
        plan_latest(frame),
        *plan_sections(groups, tree, frame),
        *plan_agenda(tree, frame),
        *plan_records(frame),
        *plan_topics(groups, tree, bodies, frame),
        plan_topic_index(groups, tree, frame),
        *plan_profiles(bodies, frame),
        *plan_profile_indexes(frame),
        *plan_figures(tree, frame),
        *plan_contradictions(frame),
        *plan_countries(frame),
        *plan_sources(frame),
        *plan_source_index(frame),
        *plan_corrections(frame),
        *plan_static_pages(bodies, frame),
        plan_masthead(frame),
        plan_search(tuple(topic.link for topic in topics), frame),
        plan_not_found(topics, frame),
        *plan_redirects(frame),
    )
    return Composition(of_articles, planner.unfold(others), planner, groups, around)


def _folders(library: Library, plan: Callable[[str], PlannedPage]) -> Iterator[PageSet]:
    """The article pages of each folder."""

    def planned(names: Collection[str]) -> Iterator[PlannedPage]:
        return (plan(article_of(name)) for name in names)

    for folder in library.index.values():
        yield PageSet([page_of(path) for path in folder.paths], planned)


def _related(tree: TopicTree, library: Library, database: Database | None) -> Related:
    candidates = candidates_in(library.index)
    if database is None:
        return rank_related(candidates, RELATED_LIMIT, tree.ancestors)
    topics = sorted((path, digest.hex()) for path, digest in library.digests.items() if path.startswith("topik/"))
    return rank_related(candidates, RELATED_LIMIT, tree.ancestors, RankMemory(database, repr(topics).encode()))


