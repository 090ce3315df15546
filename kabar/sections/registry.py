"""The registry of sections: all that the portal has to know of each.

A new section is a model, an entry here and the template of its articles (docs/how-to/add-a-section.md).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kabar.content.models.article import Article, Export, News
from kabar.content.models.bimtek import Bimtek
from kabar.content.models.portal import FrontBlockName, Portal
from kabar.sections.questions import SHARED, TRAINING, Question


@dataclass(frozen=True)
class Section:
    """A section: the articles of ``content/<name>/<year>/``, at ``/<name>/<year>/…/``, read by ``model``.

    ``label`` stands in menus, lists and feeds, ``noun`` names an article in a message, ``write_label`` stands on the
    link that opens a new file. ``introduction`` stands on the section's front page (``portal.yaml`` may replace it),
    ``nothing_yet`` in an empty list. ``template`` draws an article, ``list_template`` a list page, each by its name
    below ``theme/templates/``; a section without ``list_template`` has pages of its own instead of lists.
    ``front_block`` is its block of stories on the front page, ``own_blocks`` are further blocks that only it fills.
    ``folders`` are other folders of content that belong to it, and are switched off with it. With
    ``sets_explainers_apart`` the list shows articles of the topic of explanations apart, with ``leads_with_figure`` it
    begins with the chart of the newest measure. ``questions`` are asked for a new article.
    """

    name: str
    model: type[Article]
    label: str
    noun: str
    write_label: str
    template: str
    introduction: str = ""
    nothing_yet: str = ""
    list_template: str = "listings/berita"
    front_block: FrontBlockName | None = None
    own_blocks: tuple[FrontBlockName, ...] = ()
    folders: tuple[str, ...] = ()
    sets_explainers_apart: bool = False
    leads_with_figure: bool = False
    questions: tuple[Question, ...] = SHARED


_ALL = (
    Section(
        name="berita",
        model=News,
        label="Berita",
        noun="berita",
        write_label="Tulis berita",
        template="berita",
        introduction="Kabar tentang industri kecil dan menengah Indonesia.",
        nothing_yet="Belum ada berita. Berita yang terbit akan tampil di sini.",
        front_block="news",
        sets_explainers_apart=True,
    ),
    Section(
        name="bimtek",
        model=Bimtek,
        label="Bimtek",
        noun="bimtek",
        write_label="Tulis bimtek",
        template="bimtek",
        introduction="Bimbingan teknis untuk pelaku industri kecil dan menengah: kapan, di mana, untuk siapa.",
        list_template="",
        own_blocks=("trainings",),
        questions=TRAINING,
    ),
    Section(
        name="ekspor",
        model=Export,
        label="Ekspor",
        noun="kabar ekspor",
        write_label="Tulis ekspor",
        template="ekspor",
        introduction="Kabar ekspor produk industri kecil dan menengah, dengan angka dan sumbernya.",
        nothing_yet="Belum ada kabar ekspor. Tulisan yang terbit akan tampil di sini.",
        list_template="listings/ekspor",
        front_block="export",
        own_blocks=("figure",),
        folders=("angka",),
        leads_with_figure=True,
    ),
)
SECTIONS = {section.name: section for section in _ALL}


def shown_sections(portal: Portal) -> Mapping[str, Section]:
    """The sections that ``portal``, which may be partial, does not switch off; with its introductions."""
    settings = {one.name: one for one in portal.sections or ()}
    shown = {}
    for name, section in SECTIONS.items():
        if (own := settings.get(name)) is None:
            shown[name] = section
        elif not own.hidden:
            shown[name] = replace(section, introduction=own.introduction or section.introduction)
    return shown


def folders_switched_off(portal: Portal) -> Mapping[str, str]:
    """The section of each folder of content whose section ``portal`` switches off."""
    shown = shown_sections(portal)
    off = [section for name, section in SECTIONS.items() if name not in shown]
    return {folder: section.name for section in off for folder in (section.name, *section.folders)}


def section_of_block(block: FrontBlockName) -> Section | None:
    """The section that fills ``block`` of the front page; None where all sections do."""
    return next((one for one in SECTIONS.values() if block == one.front_block or block in one.own_blocks), None)
