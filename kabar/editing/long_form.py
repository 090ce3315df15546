"""Files of ``content/`` in their long form: what forms of other editors can edit.

Groups instead of short forms (``organisers: [bbkb]`` becomes ``organisers: [{id: bbkb}]``), dates as ISO 8601,
provinces by name, topics by id; keys in the order of the model, which is that of the guide. Comments and keys without a
value are dropped. The meaning stays: both forms are read as equal documents.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, cast, get_args, get_origin
from zoneinfo import ZoneInfo

import yaml
from pydantic import BeforeValidator

from kabar.content.models.model import Document, Model
from kabar.content.models.portal import PORTAL_FILE, Portal
from kabar.content.models.static_page import OldAddresses
from kabar.content.models.vocabulary import Vocabulary
from kabar.content.parsing.fields import DEFAULT_ZONE, TRUTH, Scalar
from kabar.content.parsing.front_matter import body_of, decode, split
from kabar.content.parsing.problems import errors_in
from kabar.content.parsing.yaml_structure import Structure, read_structure
from kabar.content.parsing.yaml_types import plain_type
from kabar.content.reading.folders import ADDRESS_FILE, kind_of
from kabar.content.reading.typed import type_document
from kabar.editing.files.file_changes import Refused

_WIDTH = 100  # columns; longer text is folded
_MAP, _LIST, _TEXT = "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "tag:yaml.org,2002:str"
_ROOT_FILES: Mapping[str, type[Document]] = {PORTAL_FILE: Portal, ADDRESS_FILE: OldAddresses}
_ROOT = "addresses"  # the key under which the bare list of ADDRESS_FILE is read


def long_form(path: str, data: bytes, vocabulary: Vocabulary | None = None) -> str:
    """The file ``path`` with the bytes ``data`` in its long form, with the same body.

    With a ``vocabulary`` tags become ids of topics. Raises Refused with the errors of a file that has any.
    """
    model = _ROOT_FILES.get(path) or kind_of(path)[0]
    if model is None:
        raise Refused(f"{path}: berkas ini tidak punya keterangan; pilih berkas lain")
    given = _read(path, data, model)
    root: yaml.Node = _Writer(vocabulary).group(given.structure.value, model)
    if path == ADDRESS_FILE:
        root = root.value[0][1] if root.value else yaml.SequenceNode(_LIST, [], flow_style=True)
    text = yaml.serialize(root, Dumper=_Dumper, allow_unicode=True, width=_WIDTH)
    if path.endswith(".md"):
        text = f"---\n{text}---\n{body_of(data)}"
    if vocabulary is None and _read(path, text.encode(), model).document != given.document:
        message = "bentuk panjangnya lain artinya; biarkan berkas ini, dan laporkan kepada pengembang"
        raise Refused(f"{path}: {message}")
    return text


@dataclass(frozen=True)
class _Given:
    structure: Structure
    document: Document


def _read(path: str, data: bytes, model: type[Document]) -> _Given:
    if path.endswith(".md"):
        parts, problems = split(path, data)
        structure, body = (parts.structure, parts.body) if parts else (None, "")
    else:
        text, problems = decode(path, data)
        # The file of old addresses is a bare list; the YAML reader needs a mapping.
        text, first_line = (f"{_ROOT}:\n{text}", 0) if path == ADDRESS_FILE else (text, 1)
        structure, faults = read_structure(path, text, first_line)
        problems, body = problems or faults, ""
    if structure is not None and not problems:
        document, problems = type_document(model, path, structure, body, 1, {"zone": ZoneInfo(DEFAULT_ZONE)})
        if document is not None and not errors_in(problems):
            return _Given(structure, document)
    raise Refused(*(problem.as_line() for problem in problems))


class _Writer:
    """Builds YAML nodes of the long form."""

    def __init__(self, vocabulary: Vocabulary | None):
        self._vocabulary = vocabulary

    def group(self, values: Mapping[str, Any], model: type[Model]) -> yaml.MappingNode:
        pairs = []
        for name, field in model.model_fields.items():
            key = field.alias or name
            given = values.get(key, "")
            if key.startswith("@") or model.is_unfilled(key, given) or (given == [] and field.default == ()):
                continue
            if key == "tags" and self._vocabulary:
                given = [self._vocabulary.find(tag) or tag for tag in given]
            value = self._value(given, field.annotation, tuple(field.metadata))
            pairs.append((yaml.ScalarNode(_TEXT, key), value))
        return yaml.MappingNode(_MAP, pairs, flow_style=False)

    def _value(self, value: Any, annotation: Any, metadata: tuple[Any, ...]) -> yaml.Node:
        origin, within = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._value(value, within[0], (*metadata, *within[1:]))
        if origin in (Union, UnionType):
            options = [option for option in within if option is not type(None)]
            return self._value(value, options[0], metadata)
        if origin is tuple:
            items = [self._value(item, within[0], ()) for item in value]
            return yaml.SequenceNode(_LIST, items, flow_style=not items)
        if isinstance(annotation, type) and issubclass(annotation, Model):
            for expand in metadata:
                if isinstance(expand, BeforeValidator) and isinstance(value, str):
                    value = cast(Any, expand.func)(value)
            return self.group(value, annotation)
        scalar = next((one for one in metadata if isinstance(one, Scalar)), TRUTH if annotation is bool else Scalar())
        return _scalar(scalar.right(" ".join(value.split())), scalar)


def _scalar(text: str, scalar: Scalar) -> yaml.ScalarNode:
    if not scalar.keeps(text):
        return yaml.ScalarNode(_TEXT, text, style='"')
    if plain_type(text) != "text":
        tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        return yaml.ScalarNode(tag, text)
    return yaml.ScalarNode(_TEXT, text, style=">" if len(text) > _WIDTH - 20 and " " in text else None)


_RESOLVER = yaml.resolver.Resolver()


class _Dumper(yaml.SafeDumper):
    """Indents lists below their keys."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)
