"""Makes Pelican's tags topics of a closed vocabulary: synonyms are one tag, unknown tags are errors.

Signals: initialized, generator_init, article_generator_pretaxonomy, get_generators. README.md beside this file
describes what it adds, its settings and its use in any Pelican site. Raises ``ReportedError`` for
invalid topics and tags, which are printed.
"""

import json
import logging
import os
from collections.abc import Iterator
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import Any

from pelican import Pelican, signals  # type: ignore[import-untyped]  # Pelican has no types
from pelican.contents import Article as PelicanArticle  # type: ignore[import-untyped]  # Pelican has no types
from pelican.generators import ArticlesGenerator, Generator  # type: ignore[import-untyped]  # Pelican has no types
from pelican.utils import slugify  # type: ignore[import-untyped]  # Pelican has no types

from kabar.console import print_and_stop
from kabar.content.library import Library
from kabar.content.models.host import read_host
from kabar.content.models.topic import Topic
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.problems import Problem, errors_in
from kabar.outputs.feeds.plain_html import plain_html
from kabar.topics.skos import skos_document
from kabar.topics.tree import TopicTree, build_tree
from plugins.topic_tags.tag import Tag, make_tags
from plugins.topic_tags.topic_folder import introductions, line_of_tag, read_topics

_TEMPLATES = Path(__file__).parent / "templates"
_LOG = logging.getLogger(__name__)

# What it adds to articles depends only on inputs that the portal declares.
DECLARES_INPUTS = True


def register() -> None:
    """Called by Pelican."""
    signals.initialized.connect(_prepare)
    signals.generator_init.connect(_name_base_template)
    signals.article_generator_pretaxonomy.connect(_name_topics)
    signals.get_generators.connect(_get_generators)


class TopicGenerator(Generator):  # type: ignore[misc]  # Pelican has no types
    """Writes the vocabulary as SKOS, and redirects from the addresses of other names of topics."""

    def generate_output(self, writer: object) -> None:
        """Called by Pelican after all articles have their topics."""
        settings, vocabulary, tree = self.settings, self.context["TOPICS"], self.context["TOPIC_TREE"]
        tags = self.context["TOPIC_TAGS"]
        if name := settings["TOPIC_SKOS_SAVE_AS"]:
            host = read_host(settings["SITEURL"])
            title = f"{settings['SITENAME']}: tags"
            address = f"/{name}"
            document = skos_document(
                dict(vocabulary.topics), tree, title, host, address, partial(_url_of, tags, vocabulary)
            )
            self._write(name, json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        if settings["TOPIC_REDIRECTS"]:
            template = self.env.get_template("topic-redirect.html")
            for save_as, tag in _redirects(vocabulary, tags, settings):
                target = f"{settings['SITEURL']}/{tag.url}"
                self._write(save_as, template.render(tag=tag, target=target))

    def _write(self, name: str, text: str) -> None:
        path = Path(self.output_path) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def _tag_of(tags: dict[str, Tag], vocabulary: Vocabulary, topic: Topic) -> Tag:
    return tags[vocabulary.find(topic.id) or topic.id]


def _url_of(tags: dict[str, Tag], vocabulary: Vocabulary, topic: Topic) -> str:
    return f"/{_tag_of(tags, vocabulary, topic).url}"


def _redirects(vocabulary: Vocabulary, tags: dict[str, Tag], settings: dict[str, Any]) -> Iterator[tuple[str, Tag]]:
    """The file and target of a redirect for each other name of a topic whose slug no topic has."""
    taken = {tag.save_as for tag in tags.values()}
    for topic in vocabulary.topics.values():
        tag = _tag_of(tags, vocabulary, topic)
        names = [topic.label, topic.label_en, *topic.synonyms, *([topic.id] if topic.merged_into else [])]
        substitutions = settings.get("TAG_REGEX_SUBSTITUTIONS", settings["SLUG_REGEX_SUBSTITUTIONS"])
        for name in filter(None, names):
            slug = slugify(name, regex_subs=substitutions)
            old = str(settings["TAG_SAVE_AS"]).format(slug=slug, name=name)
            if slug and old not in taken:
                taken.add(old)
                yield old, tag
        for address in topic.aliases:
            yield f"{address}/index.html", tag


def _prepare(pelican: Pelican) -> None:
    settings = pelican.settings
    settings.setdefault("TOPIC_PATH", "topics")
    settings.setdefault("TOPIC_PAGES", True)
    settings.setdefault("TOPIC_SKOS_SAVE_AS", "topics.jsonld")
    settings.setdefault("TOPIC_REDIRECTS", True)
    if settings["TOPIC_PAGES"]:
        settings["THEME_TEMPLATES_OVERRIDES"] = [*settings["THEME_TEMPLATES_OVERRIDES"], str(_TEMPLATES)]
    # Topic files are neither articles nor pages.
    for name in ("ARTICLE_EXCLUDES", "PAGE_EXCLUDES"):
        settings[name] = [*settings[name], settings["TOPIC_PATH"]]


def _name_base_template(generator: Generator) -> None:
    own = Path(generator.theme) / "templates" / "tag.html"
    generator.env.globals["TOPIC_TAG_BASE"] = "!theme/tag.html" if own.is_file() else "!simple/tag.html"


def _name_topics(generator: ArticlesGenerator) -> None:
    context, settings = generator.context, generator.settings
    library: Library | None = context.get("LIBRARY")
    if library:
        vocabulary = library.vocabulary
        tree = build_tree(vocabulary.topics)
        contents = _contents_of(library, context, tree) if settings["TOPIC_PAGES"] else {}
    else:
        vocabulary, problems = read_topics(Path(generator.path), settings["TOPIC_PATH"])
        tree = build_tree(vocabulary.topics)
        contents, more = introductions(tree.topics)
        _stop_at(errors_in([*problems, *more]), generator)
    tags = make_tags(tree, settings, contents)
    _stop_at(list(_give_tags(generator, vocabulary, tree, tags)), generator)
    if settings["TOPIC_PAGES"]:
        # Pelican writes a page for each tag in this mapping, so that links between topics have a target.
        for tag in tags.values():
            generator.tags.setdefault(tag, [])
    context["TOPICS"], context["TOPIC_TREE"], context["TOPIC_TAGS"] = vocabulary, tree, tags


def _contents_of(library: Library, context: dict[str, Any], tree: TopicTree) -> dict[str, str]:
    base = read_host(context["SITEURL"]).base
    # Without another plugin only pages of topics are certain to exist.
    urls = {topic.page_url for topic in tree.topics.values()}
    return {
        id: plain_html(context["BODIES"].get(topic.path, ()), library, base, topic.page_url, "id", urls.__contains__)
        for id, topic in tree.topics.items()
    }


def _give_tags(
    generator: ArticlesGenerator, vocabulary: Vocabulary, tree: TopicTree, tags: dict[str, Tag]
) -> Iterator[Problem]:
    """Replace each article's tags by topics, the most specific first; yields a problem for each unknown tag."""
    find = cache(vocabulary.find)
    for article in chain(
        generator.articles, generator.translations, generator.hidden_articles, generator.hidden_translations,
        generator.drafts, generator.drafts_translations,
    ):  # fmt: skip
        found: dict[str, None] = {}
        for tag in getattr(article, "tags", ()):
            id = find(tag.name)
            if id is None:
                yield _unknown(article, tag.name, vocabulary, generator.settings)
                continue
            if label := vocabulary.meant(tag.name):
                _LOG.warning("%s: tag '%s' salah tulis; tulis: %s", article.relative_source_path, tag.name, label)
            found[id] = None
        article.tags = [tags[id] for id in tree.specific_first(found)]


def _unknown(article: PelicanArticle, name: str, vocabulary: Vocabulary, settings: dict[str, Any]) -> Problem:
    line = line_of_tag(Path(article.source_path).read_text("utf-8", "replace"), name)
    remedy = f"{vocabulary.near(name) or ';'} bila memang topik baru, tambahkan berkasnya di {settings['TOPIC_PATH']}/"
    return Problem(article.relative_source_path, line, 1, "tags", f"topik '{name[:80]}' tidak ada{remedy}")


def _stop_at(problems: list[Problem], generator: Generator) -> None:
    if problems:
        root = os.path.relpath(generator.path)
        raise print_and_stop([problem.as_line(root) for problem in sorted(problems)])


def _get_generators(_pelican: Pelican) -> type[Generator]:
    return TopicGenerator
