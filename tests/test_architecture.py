"""The house's rules about its own code (docs/architecture.md), read with ``ast``."""

import ast
import re
from collections import Counter
from functools import cache
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent
KABAR = ROOT / "kabar"
PLUGINS = ROOT / "plugins"

# The packages and modules of the library: each may import those above it, no other.
ORDER = (
    "kabar.version", "kabar.library_patches", "kabar.text", "kabar.index", "kabar.worker_pool", "kabar.console",
    "kabar.command", "kabar.failure", "kabar.git_command", "kabar.cluster",
    "kabar.content.parsing", "kabar.indonesian",
    "kabar.content.markdown_source", "kabar.content.media", "kabar.content.models", "kabar.sections",
    "kabar.outputs.renditions", "kabar.content.reading", "kabar.content.validation", "kabar.content", "kabar.cms",
    "kabar.markdown", "kabar.topics", "kabar.agenda", "kabar.figures", "kabar.related",
    "kabar.outputs.cleaning", "kabar.outputs.calendars", "kabar.outputs.social_cards", "kabar.outputs.structured_data",
    "kabar.pages.parts", "kabar.pages", "kabar.outputs.feeds", "kabar.outputs",
    "kabar.build.verify", "kabar.build.output", "kabar.build.render", "kabar.build.search", "kabar.build",
    "kabar.publish", "kabar.editing.files", "kabar.editing.topics", "kabar.editing", "kabar.editing.check",
    "kabar.preview", "kabar.importing", "kabar.starter",
)  # fmt: skip

# The Pelican plugins: each may import all of the library, and none of the others.
PELICAN_PLUGINS = ("plugins.content_reader", "plugins.topic_tags", "plugins.portal")


@cache
def modules() -> list[Path]:
    return sorted([*KABAR.rglob("*.py"), *PLUGINS.rglob("*.py")])


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


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def dotted(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package_of(module: str) -> str:
    """The entry of ``ORDER`` or ``PELICAN_PLUGINS`` that ``module`` belongs to."""
    while module and module not in (*ORDER, *PELICAN_PLUGINS):
        module = module.rpartition(".")[0]
    return module


def is_plugin(path: Path) -> bool:
    return dotted(path).startswith("plugins.")


def is_ours(module: str) -> bool:
    return module.split(".")[0] in ("kabar", "plugins")


def allowed_for(package: str) -> set[str]:
    if package in PELICAN_PLUGINS:
        return {package, *ORDER}
    return set(ORDER[: ORDER.index(package) + 1])


def test_imports_run_one_way():
    used = {path: {package_of(name) for name in imports(path) if is_ours(name)} for path in modules()}
    belonging = {path: package_of(dotted(path)) for path in modules() if dotted(path) not in ("kabar", "plugins")}

    assert len(belonging) > 200
    assert "" not in belonging.values()
    assert {named(path): up for path in belonging if (up := used[path] - allowed_for(belonging[path]))} == {}


def test_every_package_of_the_order_is_there():
    assert [name for name in (*ORDER, *PELICAN_PLUGINS) if name not in {dotted(path) for path in modules()}] == []


def test_no_two_modules_have_one_name():
    names = Counter(path.stem for path in modules() if path.stem not in ("__init__", "__main__"))

    assert [name for name, count in names.items() if count > 1] == []


def test_only_plugins_and_the_build_know_pelican():
    knowing = [path for path in modules() if any(name.split(".")[0] == "pelican" for name in imports(path))]

    building = ("kabar.build", "kabar.publish")
    assert [named(path) for path in knowing if not is_plugin(path) and not dotted(path).startswith(building)] == []


def statements_in(path: Path) -> list[str]:
    """The SQL in ``path``."""
    texts = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
    sql = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK|WITH)\b")
    return [text for text in texts if isinstance(text, str) and sql.match(text)]


def test_all_sql_stands_in_the_package_of_the_build_database():
    speaking = {path for path in modules() if statements_in(path)}

    assert {package_of(dotted(path)) for path in speaking} == {"kabar.index"}
    opening = {path for path in modules() if "sqlite3.connect" in path.read_text("utf-8")}
    assert [named(path) for path in opening] == ["kabar/index/database.py"]


def file_of(module: str) -> Path:
    return ROOT / (module.replace(".", "/") + ".py")


def names_of_packages(path: Path) -> list[str]:
    """What ``path`` imports from an ``__init__.py`` of ours."""
    nodes = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.ImportFrom) and is_ours(node.module)]
    names = [
        f"{node.module}.{alias.name}" for node in nodes for alias in node.names if not file_of(node.module).is_file()
    ]
    return [name for name in names if not file_of(name).is_file()]


def test_names_come_from_the_file_that_defines_them():
    assert {named(path): names for path in modules() if (names := names_of_packages(path))} == {}


def test_every_module_says_what_it_is_for():
    assert [named(path) for path in modules() if not ast.get_docstring(tree_of(path))] == []


def clocks_in(path: Path) -> set[str]:
    asked = {
        f"{ast.unparse(node.func.value)}.{node.func.attr}"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return asked & {"datetime.now", "datetime.today", "datetime.utcnow", "date.today", "time.time"}


def is_command(path: Path) -> bool:
    return any(isinstance(node, ast.FunctionDef) and node.name == "main" for node in tree_of(path).body)


def test_only_commands_and_the_build_read_the_clock():
    # Commands read it where BUILD_DATE is not given; everything else takes the moment as an argument.
    building = ("kabar.build", "kabar.publish", "kabar.preview")
    others = [path for path in modules() if not is_plugin(path) and not is_command(path)]

    assert {
        named(path): asked
        for path in others
        if not dotted(path).startswith(building) and (asked := clocks_in(path))
    } == {}


def writes_in(path: Path) -> set[str]:
    """What ``path`` calls that writes to a terminal or a log, or asks there."""
    asked = {ast.unparse(node.func) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)}
    streams = {f"{stream}.{name}" for stream in ("sys.stdout", "sys.stderr") for name in ("write", "writelines")}
    return asked & {"print", "input", "pprint", "traceback.print_exc", *streams}


def test_messages_leave_by_one_module():
    # What they quote could act in a terminal or a log: that module lets nothing through that does.
    writing = {named(path): asked for path in modules() if (asked := writes_in(path))}

    assert writing == {"kabar/console.py": {"input"}}


def test_processes_are_forked_by_one_module():
    # Besides those that wait for a whole build, and those that look at a tree beside it.
    others = ["kabar/build/last_build.py", "kabar/preview/preview_build.py"]
    forking = [named(path) for path in modules() if any(name.startswith("multiprocessing") for name in imports(path))]

    assert forking == [*others, "kabar/worker_pool.py"]


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


# Words that meant many things in this code (docs/glossary.md has those that replaced them).
BANNED = {
    "told", "tell", "tells", "mark", "marks", "marked", "held", "hold", "holds", "world", "shelf", "chapter", "volume",
    "desk",
    "crew", "edition", "course", "gist", "gists", "mind", "face", "floor", "house", "nobody", "somebody",
}  # fmt: skip
BANNED_PAIRS = {("stand", "in"), ("stand", "ins"), ("second", "name"), ("lead", "on"), ("leads", "on")}
# Published names: those of the schemas of /bimtek/agenda.json are the classes' own, in each version.
PUBLISHED = {"public_model", "trainings_v1", "trainings_v2"}


def words_of(name: str) -> list[str]:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower().strip("_").split("_")


def is_banned(name: str) -> bool:
    words = words_of(name)
    return bool(BANNED & set(words)) or bool(BANNED_PAIRS & set(pairwise(words)))


def names_defined_in(path: Path) -> set[str]:
    """Modules, classes, functions, arguments, variables and attributes that ``path`` gives a name."""
    found = {path.stem}
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.id if isinstance(node, ast.Name) else node.attr)
    return found


def test_identifiers_are_words_of_the_glossary_and_of_no_private_language():
    banned = {named(path): names for path in modules() if (names := sorted(filter(is_banned, names_defined_in(path))))}

    assert banned == {}


def test_no_two_classes_have_one_name():
    classes = Counter(
        node.name
        for path in modules()
        if path.stem not in PUBLISHED
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef)
    )

    assert [name for name, count in classes.items() if count > 1] == []


def test_a_module_begins_with_what_it_is():
    first = {named(path): (ast.get_docstring(tree_of(path)) or "").split("\n")[0] for path in modules()}
    riddles = re.compile(
        r"\b(nobody|somebody|whoever|told|mannered|what is told|one who)\b|^(What|Whether|Where|How|Who|Let|Tell)\b"
    )

    assert {
        name: line for name, line in first.items() if riddles.search(line) or not line.endswith((".", ")", "!"))
    } == {}
