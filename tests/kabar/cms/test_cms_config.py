"""The configuration of the editor has every field of the models, and keeps the rules of Sveltia CMS."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest

from kabar.cms import cms_config
from kabar.cms.cms_config import backend_of, config_text, configuration, configuration_of, shapes
from kabar.cms.cms_files import git_hosts, page, policy
from kabar.cms.cms_labels import FIELDS
from kabar.cms.cms_package import fetch, read_files
from kabar.content import json_schema
from kabar.content.json_schema import KINDS, schema_of
from kabar.content.models.article import News
from kabar.content.models.portal import EditorAccess
from kabar.content.parsing.codes import PROVINCES
from kabar.sections.registry import SECTIONS, Section
from tests.site.building import ROOT

_EXPECTED = ROOT / "docs/schema/penyunting.json"
_CONFIG = configuration({"name": "github", "repo": "contoh/portal"})
# Fields of no form, each with the reason.
_LEFT_OUT: dict[str, str] = {}


def paths_of_fields(fields: list[dict], above: str = "") -> Iterator[str]:
    for field in fields:
        path = f"{above}{field['name']}"
        yield path
        yield from paths_of_fields(field.get("fields", []), f"{path}.")


def paths_of_schema(group: dict, whole: dict, above: str = "") -> Iterator[str]:
    for name, schema in group["properties"].items():
        yield f"{above}{name}"
        found = cms_config._resolved(schema, whole)
        found = cms_config._resolved(found["items"], whole) if found.get("type") == "array" else found
        if "properties" in found:
            yield from paths_of_schema(found, whole, f"{above}{name}.")


def collections() -> dict[str, dict]:
    return {one["name"]: one for one in [*_CONFIG["collections"], *_CONFIG["singletons"]] if "name" in one}


def every_field(fields: list[dict]) -> Iterator[dict]:
    for field in fields:
        yield field
        yield from every_field(field.get("fields", []))


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_the_models_is_in_the_form(kind):
    schema = schema_of(kind)

    shown = {path for path in paths_of_fields(collections()[kind]["fields"]) if path != "body"}

    assert shown | _LEFT_OUT.keys() == set(paths_of_schema(schema, schema))


def test_the_configuration_is_the_one_expected_from_the_models():
    if os.environ.get("UPDATE_EXPECTED"):
        _EXPECTED.write_text(config_text(_CONFIG), "utf-8")

    assert _EXPECTED.read_text("utf-8") == config_text(_CONFIG)


def test_sveltia_accepts_the_configuration():
    fetch()
    schema = json.loads(read_files("@sveltia/cms", ["schema/sveltia-cms.json"])["schema/sveltia-cms.json"])

    errors = list(jsonschema.Draft7Validator(schema).iter_errors(_CONFIG))

    assert [error.message[:300] for error in errors] == []


def test_every_field_of_ours_has_a_label_and_every_label_a_field():
    shown = {path for one in collections().values() for path in paths_of_fields(one["fields"])}
    names = {path.rpartition(".")[2] for path in shown}

    assert {name for name in names if name not in FIELDS} == set()
    assert {name for name in FIELDS if "." not in name and name not in names} == set()


def test_relations_name_collections_that_are_there():
    related = {
        field["collection"]
        for one in collections().values()
        for field in every_field(one["fields"])
        if field["widget"] == "relation"
    }

    assert related == {"topik", "lembaga", "orang", "angka", "sumber"}
    assert related <= collections().keys()


def test_dates_are_text_in_our_form_and_provinces_are_chosen():
    fields = {field["name"]: field for field in collections()["bimtek"]["fields"]}

    assert {field["widget"] for one in collections().values() for field in every_field(one["fields"])} == {
        "string", "text", "select", "list", "object", "boolean", "relation", "image", "file", "richtext", "color",
    }  # fmt: skip
    assert fields["start"]["pattern"][1] == "tulis seperti 2026-05-20, atau 2026-05-20 08:30"
    assert fields["status"]["default"] == "draft"
    (province,) = [field for field in fields["place"]["fields"] if field["name"] == "province"]
    assert set(province["options"]) == {name for name, _ in PROVINCES.values()}


def test_a_fourth_section_appears_by_itself(monkeypatch):
    class Vacancy(News):
        """A made-up vacancy."""

    vacancy = Section("lowongan", Vacancy, "Lowongan", "lowongan", "Tulis lowongan", "lowongan")
    monkeypatch.setitem(SECTIONS, "lowongan", vacancy)
    monkeypatch.setitem(json_schema.KINDS, "lowongan", Vacancy)

    found = [one for one in configuration({"name": "github"})["collections"] if one.get("name") == "lowongan"]

    assert [one["label"] for one in found] == ["Lowongan"]
    assert found[0]["folder"] == "content/lowongan"
    assert "lowongan" in shapes()


@pytest.mark.parametrize(
    ("access", "backend", "hosts"),
    [
        (
            {"host": "github", "repository": "dinas/portal"},
            {"name": "github", "repo": "dinas/portal", "branch": "main", "auth_methods": ["token"]},
            ("https://api.github.com",),
        ),
        (
            {"host": "gitlab", "repository": "dinas/portal", "branch": "isi", "app_id": "abc"},
            {
                "name": "gitlab", "repo": "dinas/portal", "branch": "isi", "base_url": "https://gitlab.com",
                "api_root": "https://gitlab.com/api/v4", "app_id": "abc", "auth_methods": ["oauth", "token"],
                "auth_type": "pkce",
            },
            ("https://gitlab.com",),
        ),
        (
            {"host": "forgejo", "repository": "dinas/portal", "url": "https://git.dinas.example/"},
            {
                "name": "gitea", "repo": "dinas/portal", "branch": "main", "base_url": "https://git.dinas.example",
                "api_root": "https://git.dinas.example/api/v1", "auth_methods": ["token"],
            },
            ("https://git.dinas.example",),
        ),
    ],
)  # fmt: skip
def test_each_git_host_gets_its_backend_and_only_its_own_api_is_allowed(access, backend, hosts):
    found = backend_of(EditorAccess.model_validate(access))

    assert found == backend
    assert git_hosts(found) == hosts
    allowed = dict(part.split(" ", 1) for part in policy(found).split("; "))["connect-src"].split()
    assert allowed == ["'self'", "blob:", "data:", *hosts]


def test_the_page_runs_no_inline_script_and_is_for_no_search_engine():
    html = page("Penyunting <Uji>", cms_config.LOCAL_BACKEND, "/").decode()

    assert "<script>" not in html
    assert "Penyunting &lt;Uji&gt;" in html
    assert '<meta name="robots" content="noindex, nofollow">' in html
    assert "script-src &#x27;self&#x27;;" in html


def test_the_locale_has_no_key_or_value_that_the_package_does_not_have():
    english = json.loads(read_files("@sveltia/cms", ["locales/en-US.json"])["locales/en-US.json"])
    ours = json.loads(Path(cms_config.__file__).with_name("id.json").read_text("utf-8"))

    def leaves(texts: dict, above: tuple = ()) -> Iterator[tuple[tuple, str]]:
        for key, one in texts.items():
            yield from leaves(one, (*above, key)) if isinstance(one, dict) else [((*above, key), one)]

    known = dict(leaves(english))
    assert {key for key, _ in leaves(ours)} <= known.keys()
    assert {key[0] for key in known.keys() - dict(leaves(ours)).keys()} == {
        "config", "cloud_storage", "file_type_labels", "open_authoring",
    }  # fmt: skip
    for key, text in leaves(ours):
        names = {word.split("}")[0].split()[0] for word in text.split("{$")[1:]}
        assert names <= {word.split("}")[0].split()[0] for word in known[key].replace("$", "{$").split("{$")[1:]}, key


def test_a_published_editor_saves_with_review_where_the_portal_asks_for_it():
    class Portal:
        editor = EditorAccess(host="github", repository="dinas/portal", review=True)
        SITEURL, name = "https://dinas.example", "Kabar Dinas"

    config = configuration_of(Portal)

    assert config["publish_mode"] == "editorial_workflow"
    assert config["app_title"] == "Penyunting Kabar Dinas"
