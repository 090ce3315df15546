"""The house's rules about its own code (docs/architecture.md), read with ``ast``."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
PLUGINS = ROOT / "plugins"

# The build database, and the pool of processes: they know none of the others, and all may use them.
INDEX = "index"
LOWEST = (INDEX, "workers")

# A mind may import those to its left, no other.
MINDS = (
    "tabular", "indonesian", "topics", "article_reader", "newsroom", "figures", "agenda", "related", "structured_data", "calendars", "assets", "policy", "renditions", "cleaning",
    "social_cards", "announcements", "pages", "feeds", "sitemaps", "addresses", "leaks", "press",
)  # fmt: skip


@cache
def modules() -> list[Path]:
    return sorted(path for path in PLUGINS.rglob("*.py") if path != PLUGINS / "__init__.py")


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found.add(node.module or "")
    return frozenset(found)


# The Pelican plugins: they may import every mind, and never one another.
FACES = ("content_reader", "topic_tags", "portal")


def plugin_of(path: Path) -> str:
    return path.relative_to(PLUGINS).parts[0]


def is_face(path: Path) -> bool:
    return plugin_of(path) in FACES


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def allowed_for(path: Path) -> set[str]:
    own = plugin_of(path)
    if own in LOWEST:
        return set()
    if own == "content_model":
        return set(LOWEST)
    if own in FACES:
        return {*LOWEST, "content_model", *MINDS}
    return {*LOWEST, "content_model", *MINDS[: MINDS.index(own)]}


def test_imports_never_point_up():
    others = {
        path: {name.split(".")[1] for name in imports(path) if name.startswith("plugins.")} - {plugin_of(path)}
        for path in modules()
    }

    assert len(others) > 200
    assert {named(path): up for path in others if (up := others[path] - allowed_for(path))} == {}


def test_only_faces_and_the_press_know_pelican():
    knowing = [path for path in modules() if any(name.split(".")[0] == "pelican" for name in imports(path))]

    assert [named(path) for path in knowing if not is_face(path) and plugin_of(path) != "press"] == []


def statements_in(path: Path) -> list[str]:
    """The SQL in ``path``."""
    texts = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
    sql = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK|WITH)\b")
    return [text for text in texts if isinstance(text, str) and sql.match(text)]


def test_all_sql_stands_in_the_package_of_the_build_database():
    speaking = {path for path in modules() if statements_in(path)}

    assert {plugin_of(path) for path in speaking} == {INDEX}
    opening = {path for path in modules() if "sqlite3.connect" in path.read_text("utf-8")}
    assert [named(path) for path in opening] == ["plugins/index/database.py"]


def is_of_a_package(path: Path, name: str) -> bool:
    file = ROOT / (name.replace(".", "/") + ".py")
    return not file.is_file() and (name.count(".") != 1 or is_face(path))


def test_names_come_from_the_file_that_defines_them():
    names = [(path, name) for path in modules() for name in imports(path) if name.startswith("plugins.")]

    assert [(named(path), name) for path, name in names if is_of_a_package(path, name)] == []


def test_every_module_says_what_it_is_for():
    assert [named(path) for path in [PLUGINS / "__init__.py", *modules()] if not ast.get_docstring(tree_of(path))] == []


def clocks_in(path: Path) -> set[str]:
    asked = {
        f"{ast.unparse(node.func.value)}.{node.func.attr}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return asked & {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}


def test_minds_read_no_clock():
    # What a person calls takes the clock where BUILD_DATE is not given, and hands it on as an argument.
    commands = [path for path in modules() if path.name == "check.py" or path.name.startswith("command_")]
    minds = [path for path in modules() if not is_face(path) and plugin_of(path) != "press" and path not in commands]

    assert {named(path): asked for path in minds if (asked := clocks_in(path))} == {}


def writes_in(path: Path) -> set[str]:
    """What ``path`` calls that writes to a terminal or a log, or asks there."""
    asked = {ast.unparse(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)}
    streams = {f"{stream}.{name}" for stream in ("sys.stdout", "sys.stderr") for name in ("write", "writelines")}
    return asked & {"print", "input", "pprint", "traceback.print_exc", *streams}


def test_messages_leave_by_one_module():
    # What they quote could act in a terminal or a log: that module lets nothing through that does.
    writing = {named(path): asked for path in modules() if (asked := writes_in(path))}

    assert writing == {"plugins/content_model/console.py": {"input"}}


def test_processes_are_forked_by_one_module():
    # Besides those that wait for a whole build, and those that look at a tree beside it.
    others = ["plugins/press/early_look.py", "plugins/press/preview_build.py"]
    forking = [named(path) for path in modules() if any(name.startswith("multiprocessing") for name in imports(path))]

    assert forking == [*others, "plugins/workers/pool.py"]


def test_components_are_three_files_of_one_name():
    templates = {path.stem for path in (ROOT / "theme/templates/components").glob("*.html")}
    styles = {path.stem for path in (ROOT / "theme/static/css").glob("*/*.css")}
    examples = {path.stem for path in (ROOT / "tests/theme/examples").glob("*.yaml")}

    assert templates == styles == examples


def test_settings_are_values_and_few():
    text = (ROOT / "pelicanconf.py").read_text("utf-8")
    statements = ast.parse(text).body

    assert len(text.splitlines()) < 90
    assert all(isinstance(node, ast.Assign | ast.Expr | ast.Import | ast.ImportFrom) for node in statements)
