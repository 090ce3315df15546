"""What the press asks of Jinja, held to what Jinja itself does."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError, pass_context
from markupsafe import Markup, escape

from kabar.build.render import jinja_patch
from kabar.build.render.jinja_patch import PageEnvironment, escaped

_TEMPLATES = {
    "kartu.html": "{% macro kartu(judul, kelas='biasa') %}<b class={{ kelas }}>{{ judul }}{{ BASE }}</b>{% endmacro %}"
    "{% macro daftar(semua) %}{% for satu in semua %}{{ caller(satu, loop.index) }}{% endfor %}{% endmacro %}",
    "kerangka.html": "{% block isi %}{% endblock %}{% include 'kaki.html' %}",
    "kaki.html": "{% from 'kartu.html' import kartu %}{{ kartu(page.judul) }}",
    "halaman.html": "{% extends 'kerangka.html' %}{% from 'kartu.html' import kartu, daftar %}"
    "{% block isi %}{% set tebal %}<i>{{ page.judul }}</i>{% endset %}{{ tebal }}{{ page.judul ~ tebal }}"
    "{% call(satu, nomor) daftar(page.semua) %}{{ nomor }}{{ kartu(satu, kelas=page.judul) }}{% endcall %}"
    "{% for satu in page.semua if satu %}{{ alamat(satu) }}{{ loop.last }}{{ satu | safe }}{% endfor %}"
    "{{ page.semua | join(', ') }}{{ page.nomor }}{{ none }}{% endblock %}",
}

_THRICE = "{{ news_card(card) }}{{ news_card(other) }}{{ news_card(card, tebal=True) }}"


def _draw(kind: type[Environment], template: str = "halaman.html", **page) -> str:
    environment = kind(loader=DictLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)

    @pass_context
    def alamat(context, name):
        return context["BASE"] + name

    environment.globals |= {"BASE": "/portal & 'lain'", "alamat": alamat}
    return environment.get_template(template).render(page=page)


@pytest.mark.parametrize("title", ["Batik", "<Batik> & \"Tenun\" 'Ikat'", Markup("<em>Batik</em>"), 7, None])
def test_a_page_is_drawn_as_jinja_itself_draws_it(title):
    page = {"judul": title, "semua": ("a", "<b>", Markup("<c>"), ""), "nomor": 1.5}

    assert _draw(PageEnvironment, **page) == _draw(Environment, **page)


def test_a_name_that_is_not_there_stops_the_page_at_the_line_of_its_template():
    with pytest.raises(UndefinedError, match="judul") as failure:
        _draw(PageEnvironment, "kaki.html")

    assert jinja_patch.__file__ not in {str(entry.path) for entry in failure.traceback}


def test_a_card_is_drawn_once_for_the_value_that_it_is():
    card = SimpleNamespace(judul="Batik")
    source = "{% macro news_card(card, tebal=False) %}<b>{{ card.judul }}{{ tebal }}</b>{% endmacro %}"
    templates = {"news-card.html": source, "page.html": "{% from 'news-card.html' import news_card %}" + _THRICE}
    template = PageEnvironment(loader=DictLoader(templates), autoescape=True).get_template("page.html")

    first = template.render(card=card, other=SimpleNamespace(judul="Tenun"))
    card.judul = "Ikat"  # as no view model ever does

    assert first == "<b>BatikFalse</b><b>TenunFalse</b><b>BatikTrue</b>"
    assert template.render(card=card, other=card) == "<b>BatikFalse</b><b>BatikFalse</b><b>IkatTrue</b>"


@given(st.one_of(st.text("a&<>\"';#39", max_size=9), st.text(), st.integers(), st.none(), st.booleans()))
def test_what_is_put_out_is_escaped_as_markupsafe_does(value):
    assert escaped(value) == escape(value)
