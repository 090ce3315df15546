"""Lossless front matter: the text of a file with its YAML nodes; BOM, line ends and comments are kept.

The content model reads a normalised copy; positions here are those of the file itself.
"""

import re
from dataclasses import dataclass

import yaml

from kabar.editing.files.file_changes import Refused

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_TAG = re.compile(r"(?:!\S*\s+)?")  # "!!str": the only tag that the content model allows

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(frozen=True)
class FrontText:
    """``text`` of the file ``path``; its front matter is ``text[start:end]``, ``root`` its mapping."""

    path: str
    text: str
    start: int
    end: int
    root: yaml.MappingNode

    @property
    def line_end(self) -> str:
        """The line end of the file."""
        found = _LINE_END.search(self.text)
        assert found  # it matches any text
        return found[0] or "\n"

    def key(self, name: str) -> yaml.Node | None:
        """The node of the key ``name``."""
        return next((key for key, _ in self.root.value if key.value == name), None)

    def value(self, name: str) -> yaml.Node | None:
        """The node of the value of ``name``."""
        return next((value for key, value in self.root.value if key.value == name), None)

    def items(self, name: str) -> list[yaml.Node]:
        """The nodes in the list ``name``, or its only value; empty if it is empty or missing."""
        node = self.value(name)
        if isinstance(node, yaml.SequenceNode):
            nodes: list[yaml.Node] = node.value
            return nodes
        return [] if node is None or node.value == "" else [node]

    def values(self, name: str) -> list[str]:
        """The texts of ``items``, with whitespace as in the content model."""
        return [" ".join(node.value.split()) for node in self.items(name)]

    def span(self, node: yaml.Node) -> tuple[int, int]:
        """The start and end of ``node`` in ``text``, without trailing whitespace."""
        tag = _TAG.match(self.text, self.start + node.start_mark.index)
        assert tag  # it matches any text
        start = tag.end()
        end = max(start, self.start + node.end_mark.index)
        return start, start + len(self.text[start:end].rstrip())

    def place(self, node: yaml.Node) -> tuple[int, int]:
        """Line and column of ``node`` in the file, from 1."""
        before = self.text[: self.span(node)[0]].removeprefix("\ufeff")
        lines = re.split(r"\r\n|\r|\n", before)
        return len(lines), len(lines[-1]) + 1


def read_front_text(path: str, text: str) -> FrontText:
    """Parse the front matter of a Markdown or YAML file. Raises Refused if it is invalid."""
    start, end = (int(text.startswith("\ufeff")), len(text)) if path.endswith(".yaml") else _between_fences(text)
    try:
        root = yaml.compose(text[start:end], Loader=_Loader)
    except yaml.YAMLError:
        root = None
    if not isinstance(root, yaml.MappingNode):
        raise Refused(f"{path}: keterangan di awal berkas tidak terbaca; jalankan make check")
    return FrontText(path, text, start, end, root)


def plain(node: yaml.Node) -> Plain:
    """``node`` as dicts, lists and text, without empty values."""
    if isinstance(node, yaml.ScalarNode):
        text: str = node.value
        return text
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    assert isinstance(node, yaml.MappingNode)
    return plain_mapping(node)


def plain_mapping(node: yaml.MappingNode) -> dict[str, Plain]:
    """The mapping ``node`` as dicts, lists and text, without empty values."""
    return {key.value: value for key, value in ((k, plain(v)) for k, v in node.value) if value not in ("", [])}


def _between_fences(text: str) -> tuple[int, int]:
    start = -1
    for line in _LINES.finditer(text):
        bare = line[0].removeprefix("\ufeff")
        if bare.rstrip() == "---":
            if start >= 0:
                return start, line.start()
            start = line.end()
    return 0, 0
