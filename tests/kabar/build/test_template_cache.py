"""Compiled templates are kept for the next build, and never trusted beyond their checksum."""

import pytest
from jinja2 import DictLoader, Environment

from kabar.build.render.template_cache import TemplateCache

SOURCE = "<p>{{ satu }}</p>"


def drawn(folder, source: str = SOURCE, **options) -> str:
    told = {"autoescape": True} | options
    jinja = Environment(loader=DictLoader({"a.html": source}), bytecode_cache=TemplateCache(folder), **told)
    return jinja.get_template("a.html").render(satu="<1>")


def test_a_kept_template_draws_the_same(tmp_path, monkeypatch):
    first = drawn(tmp_path / "templat")
    monkeypatch.setattr(Environment, "compile", None)  # it is not compiled again

    assert drawn(tmp_path / "templat") == first == "<p>&lt;1&gt;</p>"


def test_a_changed_template_is_compiled_anew(tmp_path):
    drawn(tmp_path / "templat")

    assert drawn(tmp_path / "templat", "<b>{{ satu }}</b>") == "<b>&lt;1&gt;</b>"


@pytest.mark.parametrize(
    "options", [{"autoescape": False}, {"trim_blocks": True}, {"block_start_string": "[%"}], ids=str
)
def test_a_template_is_compiled_anew_where_the_settings_of_templates_changed(tmp_path, options):
    source = "{% if satu %}\n{{ satu }}{% endif %}"
    drawn(tmp_path / "templat", source)
    expected = Environment(**{"autoescape": True} | options).from_string(source).render(satu="<1>")

    assert drawn(tmp_path / "templat", source, **options) == expected


def test_a_damaged_template_is_compiled_anew(tmp_path):
    first = drawn(tmp_path / "templat")
    (file,) = (tmp_path / "templat").iterdir()
    data = file.read_bytes()
    for at in range(0, len(data), 11):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        assert drawn(tmp_path / "templat") == first
        file.write_bytes(data[:at])
        assert drawn(tmp_path / "templat") == first


def test_where_nothing_can_be_kept_templates_are_compiled(tmp_path):
    (tmp_path / "templat").write_text("bukan folder")

    assert drawn(tmp_path / "templat") == "<p>&lt;1&gt;</p>"
