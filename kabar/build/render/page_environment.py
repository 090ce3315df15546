"""Jinja environment with fast paths for what thousands of pages repeat; the output is that of plain Jinja.

Relies on: no template is rendered with globals of its own, templates do not change during a build, and a component
renders the same value the same way everywhere.
"""

from collections import ChainMap
from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from kabar.content.library import Library
from kabar.pages.parts.cards import make_cards

# Components that render one value on many pages: an article in its lists, the portal in headers and footers.
_RENDERED_OFTEN = {"news_card", "event_card", "nameplate", "notice", "contact_lines", "latest_news"}
# Largest number of cached texts of about 1 kB. The first ones stay: lists are rendered one after the other, so the
# most recent ones would not be used again.
_KEPT = 12_288


@internalcode  # a traceback then shows the line of the template
def escaped(value: Any) -> str:
    """Escapes ``value`` for HTML as ``markupsafe.escape`` does.

    Returns plain text where that returns Markup: it is written into the page without further checks.
    """
    kind = type(value)
    if kind is Markup:
        markup: Markup = value
        return markup
    if kind is str:
        text: str = value
        # "&" first, or it would escape the others again. Without matches, replace returns the same object.
        return (
            text.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace('"', "&#34;")
        )
    return escape(value)


@internalcode
def rendered_by(macro: Macro, args: tuple[Any, ...]) -> str:
    """Renders ``macro`` with ``args``, as calling it does.

    Fast path: most macros are called with at most as many values as they have parameters; these are passed on directly.
    """
    lacking = macro._argument_count - len(args)
    if lacking < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(*args)
    return str.__new__(Markup, macro._func(*args, *(missing,) * lacking))


class PageCodeGenerator(CodeGenerator):
    """Compiles templates to escape output with ``escaped``."""

    def write_commons(self) -> None:
        """Called by Jinja for each function, before its body."""
        super().write_commons()
        self.writeline("escape = environment.escaped")


class PageContext(Context):
    """Calls macros directly: none of them takes a context."""

    environment: "PageEnvironment"

    @internalcode
    def call(self, called: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        """Called by compiled templates."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        if kwargs:  # Jinja adds these for functions that take a context
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        if kwargs:
            return called(*args, **kwargs)
        if called.name in _RENDERED_OFTEN:
            return self.environment.rendered_once(called, args)
        return rendered_by(called, args)


class PageTemplate(Template):
    """Template whose import does not compare globals: all templates share those of the environment."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None or self.globals is not self.environment.globals:
            return super()._get_default_module(ctx)
        return self._module


class PageEnvironment(Environment):
    """Environment of templates that never change, which escapes everywhere (``autoescape=True``)."""

    code_generator_class = PageCodeGenerator
    template_class = PageTemplate
    context_class = PageContext
    escaped = staticmethod(escaped)

    def __init__(self, **options: Any) -> None:
        # cache_size -1: a plain dict without a limit; an LRU cache takes a lock for each lookup.
        super().__init__(**options, auto_reload=False, cache_size=-1)
        self._rendered: dict[tuple[object, ...], tuple[str, tuple[Any, ...]]] = {}
        self._found: dict[str, Template] = {}

    def get_template(
        self, name: str | Template, parent: str | None = None, globals: MutableMapping[str, Any] | None = None
    ) -> Template:
        """Like Jinja's own, which compares the loader at each import."""
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Called by Jinja for each template.

        Returns one dict for all of them: at each import, layered dicts would be compared key by key.
        """
        return ChainMap(dict(d), self.globals) if d else self.globals

    def load_all(self) -> None:
        """Compiles all templates, so that forked workers need not."""
        for name in self.list_templates():
            self.get_template(name)

    @internalcode
    def rendered_once(self, macro: Macro, args: tuple[Any, ...]) -> str:
        """Renders ``macro`` with immutable values; returns the cached text for the same objects."""
        # Keyed by id; the cache entry keeps the values as well, so that their ids are not reused.
        key = (macro, *map(id, args))
        known = self._rendered.get(key)
        if known is None:
            known = rendered_by(macro, args), args
            if len(self._rendered) < _KEPT:
                self._rendered[key] = known
        return known[0]


def make_ready(templates: PageEnvironment, library: Library) -> None:
    """Compiles ``templates`` and builds the cards of the articles of ``library``."""
    templates.load_all()
    make_cards(library)


