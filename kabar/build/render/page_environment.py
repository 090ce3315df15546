"""Jinja as the press uses it: what thousands of pages ask for again and again is made cheap, and means the same.

Nothing is drawn with globals of its own, no template changes while pages are drawn, and a component draws the same
value the same way wherever it stands.
"""

from collections import ChainMap
from collections.abc import Mapping, MutableMapping
from typing import Any

from jinja2 import Environment, Template
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing
from markupsafe import Markup, escape

from kabar.content.library import Library
from kabar.pages.parts.cards import make_cards

# Components that draw one value on many pages: an entry in its lists, what the portal says of itself.
_DRAWN_OFTEN = {"news_card", "event_card", "nameplate", "notice", "contact_lines", "latest_news"}
# Texts of about 1 kB. The first ones stay: a list follows whole upon another, and the last ones would never return.
_KEPT = 12_288


@internalcode  # where a template is mistaken, its own line is told
def escaped(value: Any) -> str:
    """``value`` as text of HTML, as ``markupsafe.escape`` writes it.

    Plain text where that gives Markup: it goes straight into the page, and nobody asks it.
    """
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str:
        # "&" first, or it would meet its own. Where there is nothing to replace, no text is made.
        return (
            value.replace("&", "&amp;")
            .replace(">", "&gt;")
            .replace("<", "&lt;")
            .replace("'", "&#39;")
            .replace('"', "&#34;")
        )
    return escape(value)


@internalcode
def drawn_by(macro: Macro, args: tuple) -> Markup:
    """What ``macro`` draws of ``args``, as a call of it does.

    Most are called with as many values as they name, or fewer: these are handed on at once.
    """
    lacking = macro._argument_count - len(args)
    if lacking < 0 or macro.caller or macro.catch_kwargs or macro.catch_varargs:
        return macro(*args)
    return str.__new__(Markup, macro._func(*args, *(missing,) * lacking))


class PageCodeGenerator(CodeGenerator):
    """Compiles templates to write what they put out by ``escaped``."""

    def write_commons(self) -> None:
        """Called by Jinja for each function, before its body."""
        super().write_commons()
        self.writeline("escape = environment.escaped")


class PageContext(Context):
    """Calls a macro without asking whether it takes a context: it takes none."""

    @internalcode
    def call(self, called, /, *args, **kwargs):
        """Called by compiled templates."""
        if type(called) is not Macro:
            return super().call(called, *args, **kwargs)
        if kwargs:  # these Jinja adds for what takes a context
            kwargs.pop("_loop_vars", None)
            kwargs.pop("_block_vars", None)
        if kwargs:
            return called(*args, **kwargs)
        if called.name in _DRAWN_OFTEN:
            return self.environment.drawn_once(called, args)
        return drawn_by(called, args)


class PageTemplate(Template):
    """Is imported without a look at its globals: those of the environment are all there are."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None or self.globals is not self.environment.globals:
            return super()._get_default_module(ctx)
        return self._module


class PageEnvironment(Environment):
    """An environment whose templates never change, and that escapes everywhere (``autoescape=True``)."""

    code_generator_class = PageCodeGenerator
    template_class = PageTemplate
    context_class = PageContext
    escaped = staticmethod(escaped)

    def __init__(self, **options):
        # All of them are kept, in a plain dict: the one that forgets the oldest costs a lock for each look.
        super().__init__(**options, auto_reload=False, cache_size=-1)
        self._drawn: dict[tuple, tuple[str, tuple]] = {}
        self._found: dict[str, Template] = {}

    def get_template(self, name, parent=None, globals=None):
        """As Jinja's own, which asks for each import whether the loader is still the same."""
        if globals or not isinstance(name, str):
            return super().get_template(name, parent, globals)
        found = self._found.get(name)
        if found is None:
            found = self._found[name] = super().get_template(name, parent)
        return found

    def make_globals(self, d: Mapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Called by Jinja for each template.

        One dict for all of them: at each import, layers of dicts would be compared key by key.
        """
        return ChainMap(dict(d), self.globals) if d else self.globals

    def load_all(self) -> None:
        """Compile every template now: processes that are forked afterwards need not."""
        for name in self.list_templates():
            self.get_template(name)

    @internalcode
    def drawn_once(self, macro: Macro, args: tuple) -> str:
        """What ``macro`` draws of values that do not change; drawn anew only for other ones."""
        # Told apart by what they are: no other can come in the place of one that is held beside the text.
        key = (macro, *map(id, args))
        known = self._drawn.get(key)
        if known is None:
            known = drawn_by(macro, args), args
            if len(self._drawn) < _KEPT:
                self._drawn[key] = known
        return known[0]


def make_ready(templates: PageEnvironment, library: Library) -> None:
    """Compile ``templates``, and make the cards of the entries of ``library``."""
    templates.load_all()
    make_cards(library)


