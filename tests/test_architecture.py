"""The house's rules about its own code (docs/architecture.md), read with ``ast``."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLUGINS = ROOT / "plugins"

# A mind may import those to its left, no other; article_reader stands apart.
MINDS = (
    "tabular", "indonesian", "topics", "newsroom", "figures", "agenda", "related", "structured_data", "calendars", "assets", "policy", "renditions",
    "social_cards", "announcements", "pages", "feeds", "sitemaps", "addresses", "leaks", "press",
)  # fmt: skip


def modules() -> list[Path]:
    return sorted(path for path in PLUGINS.rglob("*.py") if path != PLUGINS / "__init__.py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


def plugin_of(path: Path) -> str:
    return path.relative_to(PLUGINS).parts[0]


def is_face(path: Path) -> bool:
    return path.name == "__init__.py" and any(name.startswith("pelican") for name in imports(path))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", modules(), ids=named)
def test_imports_never_point_up(path):
    own = plugin_of(path)
    others = {name.split(".")[1] for name in imports(path) if name.startswith("plugins.")} - {own}
    if own == "content_model":
        allowed = set()
    elif is_face(path):
        allowed = {"content_model"}
    elif own in MINDS:
        allowed = {"content_model", *MINDS[: MINDS.index(own)]}
    else:
        allowed = {"content_model"}

    assert others <= allowed


@pytest.mark.parametrize("path", modules(), ids=named)
def test_only_faces_and_the_press_know_pelican(path):
    knows = any(name.split(".")[0] == "pelican" for name in imports(path))

    assert not knows or is_face(path) or plugin_of(path) == "press" or named(path) == "plugins/article_reader/reader.py"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_names_come_from_the_file_that_defines_them(path):
    for name in imports(path):
        if name.startswith("plugins."):
            file = ROOT / (name.replace(".", "/") + ".py")
            assert file.is_file() or (name.count(".") == 1 and not is_face(path)), f"{name} is a package"


@pytest.mark.parametrize("path", [PLUGINS / "__init__.py", *modules()], ids=named)
def test_every_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


@pytest.mark.parametrize("path", modules(), ids=named)
def test_minds_read_no_clock(path):
    # What a person calls takes the clock where BUILD_DATE is not given, and hands it on as an argument.
    is_command = path.name == "check.py" or path.name.startswith("command_")
    if is_face(path) or plugin_of(path) == "press" or is_command:
        return
    tree = ast.parse(path.read_text("utf-8"))
    asked = {
        f"{ast.unparse(node.func.value)}.{node.func.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert not asked & {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}


def test_components_are_three_files_of_one_name():
    templates = {path.stem for path in (ROOT / "theme/templates/components").glob("*.html")}
    styles = {path.stem for path in (ROOT / "theme/static/css/components").glob("*.css")}
    examples = {path.stem for path in (ROOT / "tests/theme/examples").glob("*.yaml")}

    assert templates == styles == examples


def test_settings_are_values_and_few():
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    statements = ast.parse(text).body

    assert len(text.splitlines()) < 90
    assert all(isinstance(node, ast.Assign | ast.Expr | ast.Import | ast.ImportFrom) for node in statements)
