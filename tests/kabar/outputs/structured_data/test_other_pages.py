"""Front page, topics, profiles, figures and breadcrumbs in schema.org's words."""

from datetime import date
from textwrap import dedent

from kabar.outputs.structured_data.dataset import figure_graph
from kabar.outputs.structured_data.json_ld import breadcrumb_list, website_graph
from kabar.outputs.structured_data.profile_data import organisation_graph, person_graph, topic_graph
from tests.kabar.outputs.structured_data.loading import HOST, load
from tests.portals import PORTAL

ROOT = "https://uji.example/portal"
PERSON = dedent("""\
    ---
    name: Sri Karangan
    roles:
      - {title: Peneliti, organisation: balai, to: 2018-12-31}
      - {title: Kepala, organisation: balai, from: 2019-01-01}
    url: https://sri.example
    ---
    """)
ORGANISATION = dedent("""\
    ---
    name: Balai Karangan
    short_name: BK
    kind: pemerintah
    parent: redaksi
    url: https://balai.example
    contact: {phone: 0561-123456, email: balai@balai.example}
    ---
    """)
FIGURE = dedent("""\
    title: Nilai karangan
    summary: Nilai karangan yang hanya dipakai untuk pengujian.
    tags: [ikm]
    measure: nilai karangan
    unit: USD
    observations:
      - {period: 2018-Q1, value: 2, source: {publisher: Media B, date: 2019-01-02}}
      - {period: 1999, value: 1, source: {publisher: Media A, date: 2019-01-01}}
      - {period: 2018-05, value: 3, source: {publisher: Media B, date: 2019-01-02}}
    """)
FILES = {"orang/sri.md": PERSON, "lembaga/balai.md": ORGANISATION, "angka/nilai.yaml": FIGURE}


def test_breadcrumbs_are_numbered_from_the_front_page():
    crumbs = breadcrumb_list([("Beranda", "/"), ("Berita", "/berita/")], HOST)["itemListElement"]

    assert [(crumb["position"], crumb["name"], crumb["item"]) for crumb in crumbs] == [
        (1, "Beranda", f"{ROOT}/"),
        (2, "Berita", f"{ROOT}/berita/"),
    ]


def test_the_front_page_tells_the_portal_and_its_publisher(tmp_path):
    contact = "publisher: Yayasan Uji\ncontact: {email: redaksi@uji.example}\n"
    policy = "---\ntitle: Kebijakan\nsummary: Kebijakan redaksi portal karangan.\n---\nIsi."
    library = load(tmp_path, {"portal.yaml": f"{PORTAL}{contact}", "halaman/kebijakan-redaksi.md": policy})

    (site,) = website_graph(library, HOST)

    assert (site["@type"], site["name"], site["url"]) == ("WebSite", "Portal Uji", f"{ROOT}/")
    assert site["publisher"]["name"] == "Yayasan Uji"
    assert site["publisher"]["email"] == "redaksi@uji.example"
    assert site["publisher"]["masthead"] == f"{ROOT}/redaksi/"
    assert site["publisher"]["publishingPrinciples"] == f"{ROOT}/kebijakan-redaksi/"


def test_a_topic_is_a_term_of_the_list_and_its_page_is_about_it(tmp_path):
    library = load(tmp_path, {})

    term, page = topic_graph(library.vocabulary.topics["ikm"], library, HOST)

    assert (term["@type"], term["name"], term["termCode"]) == ("DefinedTerm", "IKM", "ikm")
    assert term["alternateName"] == ["Industri kecil dan menengah"]
    assert term["inDefinedTermSet"]["url"] == f"{ROOT}/topik/"
    assert (page["@type"], page["about"]) == ("CollectionPage", {"@id": term["@id"]})


def test_an_organisation_says_its_kind_parent_and_contact(tmp_path):
    library = load(tmp_path, FILES)

    (thing,) = organisation_graph(library.organisations["balai"], library, HOST)

    assert (thing["@type"], thing["name"], thing["alternateName"]) == (
        "GovernmentOrganization", "Balai Karangan", "BK",
    )  # fmt: skip
    assert thing["sameAs"] == "https://balai.example"
    assert thing["parentOrganization"]["@id"] == f"{ROOT}/lembaga/redaksi/#this"
    assert (thing["telephone"], thing["email"]) == ("+62561123456", "balai@balai.example")


def test_a_person_holds_todays_offices_only(tmp_path):
    library = load(tmp_path, FILES, date(2019, 6, 1))

    (thing,) = person_graph(library.people["sri"], library, HOST)

    assert (thing["@type"], thing["@id"], thing["jobTitle"]) == ("Person", f"{ROOT}/orang/sri/#this", ["Kepala"])
    assert [office["url"] for office in thing["affiliation"]] == [f"{ROOT}/lembaga/balai/"]


def test_a_measure_is_a_dataset_with_days_unit_and_sources(tmp_path):
    library = load(tmp_path, FILES)

    figure = library.figures["nilai"]
    (data,) = figure_graph(figure, figure.observations, library, HOST)

    assert (data["@type"], data["temporalCoverage"]) == ("Dataset", "1999-01-01/2018-05-31")
    assert data["variableMeasured"] == {"@type": "PropertyValue", "name": "nilai karangan", "unitText": "USD"}
    assert data["spatialCoverage"]["name"] == "Indonesia"
    assert [source["publisher"]["name"] for source in data["isBasedOn"]] == ["Media B", "Media A"]
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
