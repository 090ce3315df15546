"""The configuration of Sveltia CMS, made from the models: one collection for each section and kind of document.

``python -m kabar.cms.cms_config docs/schema/penyunting.json`` writes it with a made-up backend; so does
``make expected``.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kabar.cms.cms_labels import COLLECTIONS, choice_label, label_of
from kabar.content.json_schema import KINDS, schema_of
from kabar.content.models.portal import EditorAccess, Portal
from kabar.content.models.static_page import OldAddresses
from kabar.content.parsing.codes import PROVINCES
from kabar.content.parsing.fields import COLOUR_PATTERN, DATE_PATTERN, ID_PATTERN
from kabar.content.reading.folders import FLAT, YAML_FOLDERS
from kabar.sections.registry import SECTIONS

Schema = Mapping[str, Any]
Field = dict[str, Any]

# Fields that name another document: the collection of it, by the path without numbers of list items.
RELATIONS: Mapping[str, str] = {
    "tags": "topik",
    "broader": "topik",
    "related": "topik",
    "merged_into": "topik",
    "organisers.id": "lembaga",
    "instructors.id": "orang",
    "registration.through": "lembaga",
    "roles.organisation": "lembaga",
    "parent": "lembaga",
    "figures": "angka",
    "based_on.id": "sumber",
    "observations.source.id": "sumber",
    "disputes.claims.source.id": "sumber",
    "front.topic": "topik",
}
# What is shown of a related document.
_SHOWN = {"topik": "label", "angka": "title", "sumber": "publisher"}
# Values of several lines.
_LONG = frozenset({
    "summary", "definition", "description", "alt", "caption", "note", "outcome", "reason", "event_status_reason",
})  # fmt: skip
# Fields that open a form, in the order of a training's announcement; all others follow as the models have them.
_FIRST = (
    "title", "name", "label", "publisher", "date", "modified", "status", "summary", "definition", "tags",
    "start", "end", "timezone", "mode", "place", "organisers", "instructors", "access", "eligibility", "documents",
    "quota", "quota_by", "fee", "covered", "covered_note", "registration", "certificate", "letter", "lesson_hours",
    "event_status", "event_status_reason", "previous_starts", "programme", "participants", "outcome",
    "figures", "products", "partners", "photo", "gallery", "attachments", "based_on", "authors", "editor",
)  # fmt: skip
_OLD = "alamat"  # the kind of alamat.yaml
_PICTURE_FIELDS = frozenset({"photo.file", "gallery.file", "logo.file", "logo.dark", "logo.icon"})
# The keys that name files of content/, by model; in all others "file".
_FILE_KEYS: Mapping[str, tuple[str, ...]] = {"Logo": ("file", "dark", "icon")}
_LOGOS = ".png,.svg"
_PICTURES = ".avif,.heic,.jpg,.jpeg,.png,.svg,.webp"
_MESSAGES = {
    DATE_PATTERN: "tulis seperti 2026-05-20, atau 2026-05-20 08:30",
    f"{DATE_PATTERN}$": "tulis seperti 2026-05-20",
    r"^\d+$": "tulis angka saja",
    r"^-?\d+(\.\d+)?$": "tulis angka tanpa titik ribuan, dengan titik untuk pecahan: 1200000000 atau 9.5",
    "^https?://": "mulai dengan https://",
    "^(Kabupaten|Kota) .+": "diawali Kabupaten atau Kota, misalnya Kabupaten Bogor",
}


def backend_of(access: EditorAccess) -> Field:
    """Sveltia's backend for the repository of ``access``."""
    common: Field = {"repo": access.repository, "branch": access.branch}
    if access.host == "github":
        return {"name": "github", **common, "auth_methods": ["token"]}
    url = (access.url or {"gitlab": "https://gitlab.com", "forgejo": "https://codeberg.org"}[access.host]).rstrip("/")
    sign_in: Field = {"auth_methods": ["token"]}
    if access.app_id:
        sign_in = {"app_id": access.app_id, "auth_methods": ["oauth", "token"]}
        sign_in |= {"auth_type": "pkce"} if access.host == "gitlab" else {}
    name, api = {"gitlab": ("gitlab", "/api/v4"), "forgejo": ("gitea", "/api/v1")}[access.host]
    return {"name": name, **common, "base_url": url, "api_root": f"{url}{api}", **sign_in}


# For a folder of this computer: Sveltia wants a repository, whose database keeps the permission for the folder.
LOCAL_BACKEND: Mapping[str, Any] = {"name": "github", "repo": "komputer-ini/portal", "auth_methods": ["token"]}


def configuration_of(portal: Portal) -> Field:
    """The configuration of the editor that ``portal`` publishes; its ``editor`` is set."""
    access = portal.editor
    assert access
    return configuration(backend_of(access), workflow=access.review, site=portal.SITEURL, name=portal.name)


def configuration(backend: Mapping[str, Any], *, workflow: bool = False, site: str = "", name: str = "") -> Field:
    """The whole configuration. ``backend`` is Sveltia's; ``site`` the portal's address, ``name`` its name."""
    return {
        "load_config_file": False,
        "backend": dict(backend),
        **({"publish_mode": "editorial_workflow"} if workflow else {}),
        "app_title": f"Penyunting {name}".strip(),
        **({"site_url": site, "display_url": site} if site else {}),
        "media_folder": "content/gambar",
        "public_folder": "/gambar",
        "media_libraries": {"default": {"config": {"slugify_filename": True}}},
        "slug": {"encoding": "ascii", "clean_accents": True, "sanitize_replacement": "-", "maxlength": 100},
        "output": {"omit_empty_optional_fields": True},
        "collections": [*_sections(), {"divider": True}, *_flat()],
        "singletons": list(_singletons()),
    }


def shapes() -> dict[str, Any]:
    """How the values of each kind are written, for ``penyunting.js``, by kind and key.

    ``t`` text, ``p`` a number or date, which needs no quotes, ``b`` true or false, ``f`` a file of ``content/``; a
    mapping for a group, in the order of the guide, whose ``=`` is the key that its short form stands for, or all short
    forms with the groups that they mean; a list with the shape of its items.
    """
    schemas = {kind: _schema(kind) for kind in (*KINDS, _OLD)}
    return {kind: _shape_of_group(schema, schema) for kind, schema in schemas.items()}


def _schema(kind: str) -> Schema:
    if kind != _OLD:
        return schema_of(kind)
    old = OldAddresses.model_json_schema(mode="validation")
    return {**old, "properties": {"addresses": old["properties"]["addresses"]}}


def _sections() -> Iterator[Field]:
    for kind, section in SECTIONS.items():
        label, one, icon = COLLECTIONS.get(kind, (section.label, section.noun.capitalize(), "article"))
        yield {
            "name": kind,
            "label": label,
            "label_singular": one,
            "icon": icon,
            "folder": f"content/{kind}",
            "path": "{{date | date('YYYY')}}/{{slug}}",
            # Named here: without, a collection whose path has a folder keeps pictures beside its articles.
            "media_folder": "/content/gambar",
            "public_folder": "/gambar",
            "slug": "{{title}}",
            "create": True,
            "delete": False,
            "extension": "md",
            "format": f"kabar-{kind}-frontmatter",
            "summary": "{{title}} ({{date}})",
            "sortable_fields": {"fields": ["date", "title"], "default": {"field": "date", "direction": "descending"}},
            "view_filters": [{"label": "Draf", "field": "status", "pattern": "^draft$"}],
            "view_groups": [{"label": "Tahun", "field": "date", "pattern": r"\d{4}"}],
            "fields": [*_fields(kind), _body()],
        }


def _flat() -> Iterator[Field]:
    for kind in FLAT:
        label, one, icon = COLLECTIONS[kind]
        title = _SHOWN.get(kind, "title" if kind == "halaman" else "name")
        is_yaml = kind in YAML_FOLDERS
        yield {
            "name": kind,
            "label": label,
            "label_singular": one,
            "icon": icon,
            "folder": f"content/{kind}",
            "identifier_field": title,
            "slug": f"{{{{{title}}}}}" if kind != "sumber" else "{{publisher}}-{{date}}",
            "create": True,
            "delete": False,
            "extension": "yaml" if is_yaml else "md",
            "format": f"kabar-{kind}" if is_yaml else f"kabar-{kind}-frontmatter",
            "summary": "{{publisher}}: {{title}} ({{date}})" if kind == "sumber" else f"{{{{{title}}}}}",
            "sortable_fields": {"fields": [title], "default": {"field": title, "direction": "ascending"}},
            "fields": [*_fields(kind), *(() if is_yaml else (_body(required=False),))],
        }


def _singletons() -> Iterator[Field]:
    for kind, file in (("portal", "portal.yaml"), (_OLD, "alamat.yaml")):
        label, _, icon = COLLECTIONS[kind]
        common = {"name": kind, "label": label, "icon": icon, "file": f"content/{file}", "format": f"kabar-{kind}"}
        yield {**common, "fields": _fields(kind)}


def _body(required: bool = True) -> Field:
    # Plain Markdown: the rich editor would write tables, notes and placeholders anew.
    return {
        "name": "body", "label": "Isi", "widget": "richtext", "required": required, "modes": ["raw"],
        "editor_components": [],
    }  # fmt: skip


def _fields(kind: str) -> list[Field]:
    schema = _schema(kind)
    return [*_fields_of_group(kind, (), schema, schema)]


def _fields_of_group(kind: str, path: tuple[str, ...], group: Schema, whole: Schema) -> Iterator[Field]:
    required = group.get("required", ())
    names = list(group["properties"])
    if not path:
        names.sort(key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))
    for name in names:
        yield _field(kind, (*path, name), group["properties"][name], whole, name in required)


def _field(kind: str, path: tuple[str, ...], given: Schema, whole: Schema, required: bool) -> Field:
    schema = _resolved(given, whole)
    description = given.get("description", "")
    common: Field = {
        "name": path[-1],
        "label": label_of(kind, path, description),
        **({"hint": description[:1].upper() + description[1:]} if description else {}),
        "required": required,
    }
    if path == ("status",):
        choices = schema["enum"]
        options = [{"label": choice_label(one), "value": one} for one in choices]
        # A new text is a draft; what a file leaves out stays out, since only new entries get defaults.
        default = {"default": "draft", "required": True} if kind in SECTIONS else {}
        return {**common, "widget": "select", "options": options, **default}
    if schema.get("type") == "array":
        return {**common, **_list(kind, path, schema, whole)}
    if "properties" in schema:
        fields = [*_fields_of_group(kind, path, schema, whole)]
        return {**common, "widget": "object", "collapsed": "auto", "fields": fields}
    return {**common, **_scalar(kind, path, schema)}


def _list(kind: str, path: tuple[str, ...], schema: Schema, whole: Schema) -> Field:
    bounds = {ours: schema[theirs] for ours, theirs in (("min", "minItems"), ("max", "maxItems")) if theirs in schema}
    items = _resolved(schema["items"], whole)
    if related := RELATIONS.get(".".join(path)):
        return {**_relation(related), "multiple": True, **bounds}
    if "enum" in items:
        return {"widget": "select", "multiple": True, "options": _options(items["enum"]), **bounds}
    if "properties" in items:
        fields = [*_fields_of_group(kind, path, items, whole)]
        shown = next((field["name"] for field in fields if field["required"]), fields[0]["name"])
        names = [field["name"] for field in fields if field["name"] in (shown, "id", "name")]
        summary = {"summary": " ".join(f"{{{{fields.{name}}}}}" for name in names)}
        return {"widget": "list", "collapsed": "auto", "fields": fields, **summary, **bounds}
    item = {"name": "butir", "label": label_of(kind, path), **_scalar(kind, path, items)}
    return {"widget": "list", "collapsed": False, "field": item, **bounds}


def _scalar(kind: str, path: tuple[str, ...], schema: Schema) -> Field:
    name, dotted = path[-1], ".".join(path)
    if related := RELATIONS.get(dotted):
        return _relation(related)
    if schema.get("type") == "boolean":
        return {"widget": "boolean", "default": False}
    if name == "province":
        return {"widget": "select", "options": sorted(label for label, _ in PROVINCES.values())}
    if "enum" in schema or "const" in schema:
        return {"widget": "select", "options": _options(schema.get("enum", [schema.get("const")]))}
    if dotted in _PICTURE_FIELDS:
        return {"widget": "image", "accept": _LOGOS if path[0] == "logo" else _PICTURES, "choose_url": False}
    if name == "file":
        folders = {"media_folder": "/content/lampiran", "public_folder": "/lampiran"}
        return {"widget": "file", "accept": ".pdf,.docx,.xlsx,.pptx", "choose_url": False, **folders}
    pattern = schema.get("pattern", "")
    if pattern == COLOUR_PATTERN:
        return {"widget": "color", "allowInput": True}
    if pattern == f"^{ID_PATTERN}$":
        pattern = ""  # names of people and organisations are accepted as well; the checker says what is unknown
    checked = {"pattern": [pattern, _MESSAGES.get(pattern, "bentuknya belum benar")]} if pattern else {}
    return {"widget": "text" if name in _LONG or path == ("corrections", "text") else "string", **checked}


def _relation(collection: str) -> Field:
    shown = _SHOWN.get(collection, "name")
    display = [f"{{{{{shown}}}}}"] if collection != "sumber" else ["{{publisher}}", "{{title}}", "{{date}}"]
    search = [shown] if collection != "sumber" else ["publisher", "title", "date"]
    return {
        "widget": "relation", "collection": collection, "value_field": "{{slug}}", "display_fields": display,
        "search_fields": search, "dropdown_threshold": 0,
    }  # fmt: skip


def _options(values: list[str]) -> list[dict[str, str]]:
    return [{"label": choice_label(one), "value": one} for one in values]


def _resolved(schema: Schema, whole: Schema) -> Schema:
    """``schema`` without null, short forms and references: a group wins over plain values."""
    if "$ref" in schema:
        found: Schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
        return found
    if "anyOf" in schema:
        choices = [one for one in schema["anyOf"] if one.get("type") != "null"]
        return _resolved(next((one for one in choices if "$ref" in one), choices[0]), whole)
    return schema


def _shape_of(schema: Schema, whole: Schema) -> Any:
    found = _resolved(schema, whole)
    if found.get("type") == "array":
        return [_shape_of(found["items"], whole)]
    if "properties" in found:
        return _shape_of_group(found, whole)
    if found.get("type") == "boolean":
        return "b"
    kinds = found.get("type", ())
    is_plain = {"integer", "number"} & set(kinds) or found.get("pattern", "").startswith(DATE_PATTERN)
    return "p" if is_plain else "t"


def _shape_of_group(group: Schema, whole: Schema) -> dict[str, Any]:
    shape = {name: _shape_of(schema, whole) for name, schema in group["properties"].items()}
    short = _SHORT_FORMS.get(group.get("title", ""))
    shape |= {name: "f" for name in _FILE_KEYS.get(group.get("title", ""), ("file",)) if name in shape}
    return {**({"=": short} if short else {}), **shape}


# The short forms of groups (decision 50), by model.
_SHORT_FORMS: Mapping[str, Any] = {
    "Organiser": "id", "Instructor": "id", "BasedOn": "id", "FigureSource": "id", "Participants": "total",
    "StatedGrowth": "percent", "Fee": {"gratis": {"amount": "0", "currency": "IDR"}},
}  # fmt: skip


def config_text(config: Mapping[str, Any]) -> str:
    """The JSON of ``config``, which is YAML as well."""
    return json.dumps(config, ensure_ascii=False, indent=1) + "\n"


def main(arguments: list[str]) -> int:
    """Write the configuration of a made-up repository into the file ``arguments[0]``."""
    Path(arguments[0]).write_text(config_text(configuration({"name": "github", "repo": "contoh/portal"})), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
