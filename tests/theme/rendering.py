"""Draw example pages as the press does, into text or into a folder that a browser can open."""

from functools import cache
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from kabar.build.render.jinja_patch import PageEnvironment
from kabar.content.models.portal import Portal
from kabar.outputs.assets import SHEETS, STYLESHEET, Assets, name_assets
from kabar.outputs.web_manifest import manifest
from tests.theme.pages import EXAMPLES, HOST, PORTAL, Example

THEME = Path(__file__).parents[2] / "theme"
# Of the pictures that the examples of pages name.
DRAWING = (
    "<svg xmlns='http://www.w3.org/2000/svg' width='1200' height='675'>"
    "<rect width='1200' height='675' fill='{}'/></svg>"
)
PICTURES = {"ukiran-kawung": "#7a4a2b", "enam-papan": "#c9b79c", "kapal-kerajinan": "#1f4e5f"}


@cache
def assets() -> Assets:
    """The theme's files as the press publishes them."""
    static = THEME / "static"
    paths = (path for path in static.rglob("*.*") if path.is_file())
    return name_assets({path.relative_to(static).as_posix(): path.read_bytes() for path in paths})


def environment(base: str = "", preview: bool = False, portal: Portal = PORTAL) -> PageEnvironment:
    """Jinja with the settings of ``pelicanconf.py``, and what the press tells all templates."""
    jinja = PageEnvironment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.globals |= {"asset": _asset, "BASE": base, "PREVIEW": preview, "PORTAL": portal}
    return jinja


@pass_context
def _asset(context: Context, name: str, whole: bool = False) -> str:
    return HOST * whole + context["BASE"] + assets().address(name)


_told_environment = cache(environment)


def draw(example: Example, base: str = "", preview: bool = False, jinja: PageEnvironment | None = None) -> str:
    """The example's HTML; ``base`` is the path part of SITEURL."""
    # Components are made once with what all templates are told: what is told otherwise takes others.
    if jinja is None or base or preview or example.portal is not PORTAL:
        jinja = _told_environment(base, preview, example.portal)
    return jinja.get_template(f"{example.template}.html").render(page=example.page)


def draw_component(name: str, arguments: dict, caller: str | None = None, caller_takes: str = "") -> str:
    """One call of the component's macro, which has the file's name; ``caller`` is what a call block holds."""
    macro = name.replace("-", "_")
    # Named apart: the component pager has an argument pager.
    given = f"{macro}({', '.join(f'{key}=given_{key}' for key in arguments)})"
    call = f"{{{{ {given} }}}}"
    if caller is not None:
        call = f"{{% call({caller_takes}) {given} %}}{caller}{{% endcall %}}"
    source = f'{{% from "components/{name}.html" import {macro} %}}{call}'
    values = {f"given_{key}": value for key, value in arguments.items()}
    return environment("/portal").from_string(source).render(values)


def stylesheet() -> str:
    """The theme's style sheets for screens as the press writes them, one behind the other."""
    published = assets()
    names = (STYLESHEET, *sorted(SHEETS.keys() - {"print.css"}))
    return "".join(published.files[published.paths[name]].decode() for name in names)


def draw_site(folder: Path, examples: dict[str, Example] = EXAMPLES) -> Path:
    """Every example as ``<name>.html`` in ``folder``, with styles, scripts and pictures beside it."""
    jinja = environment()
    for name, example in examples.items():
        (folder / f"{name}.html").write_text(draw(example, jinja=jinja))
    published = assets()
    for path, data in published.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    (folder / "manifest.webmanifest").write_text(manifest(PORTAL, "", published.address))
    (folder / "gambar").mkdir()
    for name, colour in PICTURES.items():
        (folder / "gambar" / f"{name}.svg").write_text(DRAWING.format(colour))
    (folder / "terkini").mkdir()
    (folder / "terkini" / "index.html").write_text(draw(EXAMPLES["daftar-terkini"], jinja=jinja))
    return folder
