"""The registry of sections: all that the portal has to know of each.

A new section is a model, an entry here and the template of its articles (docs/how-to/add-a-section.md).
"""

from dataclasses import dataclass

from kabar.content.models.article import Article, Export, News
from kabar.content.models.bimtek import Bimtek
from kabar.sections.questions import SHARED, TRAINING, Question


@dataclass(frozen=True)
class Section:
    """A section: the articles of ``content/<name>/<year>/``, at ``/<name>/<year>/…/``, read by ``model``.

    ``label`` stands in menus, lists and feeds, ``noun`` names an article in a message, ``write_label`` stands on the
    link that opens a new file. ``introduction`` and ``nothing_yet`` stand on the list page; a section without
    ``introduction`` has pages of its own instead of one. ``template`` draws an article, ``list_template`` a list page,
    each by its name below ``theme/templates/``. ``front_block`` is the name of its block on the front page
    (``portal.yaml``). With ``sets_explainers_apart`` the list shows articles of the topic of explanations apart, with
    ``leads_with_figure`` it begins with the chart of the newest measure. ``questions`` are asked for a new article.
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
    front_block: str = ""
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
        leads_with_figure=True,
    ),
)
SECTIONS = {section.name: section for section in _ALL}
