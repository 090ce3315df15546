"""Markup, scripts and template syntax in every field stand in every output as they were typed, and do nothing."""

import csv
import json
from pathlib import Path

import html5lib
import lxml.etree
import pytest
from icalendar import Calendar

from tests.pictures import png
from tests.portals import MINIMAL, write_content
from tests.site.building import build

pytestmark = pytest.mark.build

# Closes whatever it could stand in: an attribute, a tag, a script, a comment, CDATA, a template's expression.
EVIL = (
    "x'\"></title></script><script>alert(1)</script>]]>--><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}{filename}"
    "${7*7}`javascript:alert(1)` &lt;b&gt; \\u003c =cmd|1"
)
E = json.dumps(EVIL)  # as YAML in double quotes
OTHER = json.dumps("lain " + EVIL)  # a name without a page of its own

BODY = """\
[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](&#106;avascript:alert(1)) [d](data:text/html;base64,PHNjcmlwdD4=)
[e](vbscript:x) [f][g] <javascript:alert(1)> ![h](javascript:alert(1))

[g]: javascript:alert(1)

<script>alert(1)</script> <svg onload=alert(1)></svg> <iframe srcdoc="<script>alert(1)</script>"></iframe>
<a href="javascript:alert(1)" onclick="alert(1)">i</a> <b onmouseover=alert(1)>j</b> <style>*{display:none}</style>
<math><mi xlink:href="javascript:alert(1)">k</mi></math>
<form action="//lain.example"><input autofocus onfocus=alert(1)></form>
<!-- komentar rahasia --> <![CDATA[<script>alert(1)</script>]]>
<base href="//lain.example/"> <meta http-equiv=refresh content=0>

`<script>alert(1)</script>` \\{{ 7*7 }} {% include "x" %} ${7*7} {filename}

| <script>alert(1)</script> | "onload=alert(1) |
| --- | --- |
| </td></table><script>alert(1)</script> | x |
"""

FILES = MINIMAL | {
    "portal.yaml": MINIMAL["portal.yaml"].replace("name: Portal Uji", f"name: {E}").replace(
        "tagline: Semboyan untuk pengujian", f"tagline: {E}"
    ).replace("description: Portal karangan", f"publisher: {E}\naddress: {E}\ndescription: Portal "
    f"<script>alert(1)</script>"),
    "topik/jahat.md": f"---\nlabel: {json.dumps(EVIL[:60])}\nsynonyms: [{json.dumps('sinonim ' + EVIL[:50])}]\n"
    f"definition: {E}\n---\n{BODY}",
    "lembaga/jahat.md": f"---\nname: {E}\nshort_name: {json.dumps(EVIL[:30])}\naddress: {E}\nkind: asosiasi\n---\n"
    f"{BODY}",
    "orang/penjahat.md": f"---\nname: {E}\nroles: [{{title: {E}, organisation: jahat}}]\n---\n{BODY}",
    "halaman/jahat.md": f"---\ntitle: {E}\nsummary: {E}\n---\n{BODY}",
    "alamat.yaml": f"- {{address: /lama/, date: 2019-01-01, reason: {E}}}\n",
    "gambar/2019/a.png": png(),
    "angka/jahat.yaml": f"title: {E}\nsummary: {E}\ntags: [jahat]\nmeasure: {E}\nunit: USD\nobservations:\n"
    f"  - {{period: 2017, value: 1, source: {{publisher: {E}, title: {E}, date: 2018-01-01}}, note: {E}}}\n"
    f"  - {{period: 2018, value: 2, source: {{publisher: {E}, date: 2019-01-01, said_by: {E}}}}}\n",
    **{
        f"{section}/2019/jahat.md": f"""\
---
title: {E}
date: 2019-05-01 09:00
summary: {E}
tags: [jahat]
authors: [penjahat]
dateline: {E}
photo: {{file: gambar/2019/a.png, alt: {E}, caption: {E}, credit: {E}, license: {E}}}
based_on: [{{publisher: {E}, title: {E}}}]
corrections: [{{date: 2019-05-02 09:00, kind: koreksi, text: {E}}}]
{more}---
{BODY}"""
        for section, more in {
            "berita": "",
            "ekspor": f"products: [{E}]\npartners: [US]\nfigures: [jahat]\n",
            "bimtek": f"start: 2019-05-13\nend: 2019-05-14\nplace: {{name: {E}, address: {E}, province: ID-KB}}\n"
            f"organisers: [jahat, {{name: {OTHER}}}]\ninstructors: [penjahat, {{name: {OTHER}, title: {E}, "
            f"organisation: {E}}}]\n"
            f"eligibility: [{E}]\ndocuments: [{E}]\ncovered: [{E}]\ncovered_note: {E}\nletter: {{number: {E}}}\n"
            f"certificate: {{name: {E}}}\nregistration: {{via: whatsapp, contacts: [{{name: {E}, whatsapp: "
            f"0812-0000-0000}}]}}\n"
            f"event_status: ditunda\nevent_status_reason: {E}\n",
        }.items()
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def output(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("jahat")
    return build(write_content(folder / "isi", FILES), folder / "hasil")


def files(output: Path, *kinds: str) -> list[Path]:
    found = [path for path in sorted(output.rglob("*")) if path.suffix in kinds]
    assert found
    return found


def find_alive(html: str) -> list[str]:
    """What could act in ``html``, apart from the portal's own scripts."""
    alive = []
    for element in html5lib.parse(html, namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        given = element.attrib
        own = given.get("src", "").startswith("/theme/js/") or given.get("type") == "application/ld+json"
        if element.tag in ("iframe", "object", "embed", "math", "base", "style") or (
            element.tag == "script" and not own
        ):
            alive.append(element.tag)
        for name, value in given.items():
            scheme = "".join(value.split()).partition(":")[0].casefold()
            if str(name).startswith("on") or scheme in ("javascript", "vbscript", "data") or name == "srcdoc":
                alive.append(f"{element.tag} {name}={value[:60]}")
        if element.tag == "img" and given.get("src") == "x":
            alive.append("img of a field")
    return alive


def test_no_page_holds_anything_alive(output):
    for path in files(output, ".html"):
        assert find_alive(path.read_text("utf-8")) == [], path.relative_to(output)


def test_fields_are_shown_as_they_were_typed(output):
    for address in (
        "berita/2019/jahat",
        "bimtek/2019/jahat",
        "orang/penjahat",
        "lembaga/jahat",
        "angka/jahat",
        "jahat",
    ):
        tree = html5lib.parse((output / address / "index.html").read_text("utf-8"), namespaceHTMLElements=False)

        assert "".join(tree.find(".//h1").itertext()).strip().endswith(EVIL), address


def test_template_syntax_of_a_body_is_shown_as_typed_and_its_comments_are_not(output):
    text = (output / "berita/2019/jahat/index.html").read_text("utf-8")
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    shown = "".join(tree.find("body").itertext())

    assert '{% include "x" %}' in shown.replace("“", '"').replace("”", '"') and "${7*7}" in shown
    assert "komentar rahasia" not in text


def test_data_in_pages_is_read_back_as_it_was_typed(output):
    for path in files(output, ".html"):
        for script in html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False).iter("script"):
            if script.get("type") == "application/ld+json":
                json.loads(script.text)
    graph = [
        json.loads(script.text)
        for script in html5lib.parse(
            (output / "berita/2019/jahat/index.html").read_text("utf-8"), namespaceHTMLElements=False
        ).iter("script")
        if script.get("type") == "application/ld+json"
    ]

    assert any(one.get("headline") == EVIL for one in graph)


def test_feeds_hold_nothing_alive(output):
    for path in files(output, ".xml"):
        for element in lxml.etree.parse(path).iter():
            if element.text and "<" in element.text and "content" in str(element.tag):
                assert find_alive(element.text) == [], path
    for item in json.loads((output / "feed.json").read_text("utf-8"))["items"]:
        assert find_alive(item["content_html"]) == []
        assert item["title"].removeprefix("Ditunda: ") == EVIL


def test_calendars_and_tables_are_read_back_whole(output):
    (event,) = list(Calendar.from_ical((output / "bimtek/agenda.ics").read_bytes()).walk("VEVENT"))
    rows = list(csv.DictReader((output / "bimtek/2019/rekap.csv").read_text("utf-8-sig").splitlines(keepends=True)))

    assert EVIL in str(event["summary"])
    assert [EVIL in row["judul"] for row in rows] == [True]
