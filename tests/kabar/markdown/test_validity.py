"""What comes out of a body is valid HTML, whatever raw HTML went in."""

import json
import random

import pytest

from kabar.content.parsing.problems import BadValue
from tests.kabar.markdown.converting import html_of
from tests.nu_checker import check_html

MARKDOWN = """
[TOC]

# Satu

Teks "kutip", *miring*, **tebal**, `kode`, IKM[^satu dua], lagi[^satu dua], <kbd>Ctrl</kbd>.

*[IKM]: industri kecil & menengah

### Dua *miring* & `kode`

| | Nilai | Naik |
|:--|--:|:-:|
| 2018 | 1,2 | a |
| 2019 | |

| a | b |
|---|---|

![Ukiran](/u.jpg "Ukiran") [![Ukiran](/u.jpg "Judul 'x'")](/galeri/)

[![Ukiran](/u.jpg "Judul")](/galeri/)

Istilah
:   Definisi satu

    Lanjutannya

:   Definisi dua

!!! catatan
    Isi

    - butir

        anak

!!! penting ""
    Tanpa judul

> Kutipan
>
> 1. satu
> 3. tiga

3. mulai dari tiga

```python
print("x")
```

<https://contoh.id/a b> <a@contoh.id> [x](</a b%/> "judul")

***

[^satu dua]: Catatan

    - dengan butir

[^yatim]: Tidak dirujuk
"""

RAW = [
    "<ul>teks<p>x</p><li>a</li></ul>",
    "<li>sendiri</li>",
    "<dl><dt>a</dt></dl><dl><dd>b</dd></dl><dl>x</dl>",
    "<dl><div><dt>a</dt><dd>b</dd></div></dl>",
    "<b><p>a</p><p>b</p></b>",
    "<a href='/x/'><div>a</div></a>",
    "<a href='/x/'><details>a</details></a>",
    "<span><ul><li>a</li></ul></span>",
    "<h2><div>a</div></h2>",
    "<h2></h2>",
    "<pre><p>a</p></pre>",
    "<figure>a<figcaption>b</figcaption>c</figure>",
    "<figure><figcaption>a</figcaption><figcaption>b</figcaption></figure>",
    "<figcaption>a</figcaption>",
    "<details>a</details>",
    "<details>a<summary>b</summary><summary>c</summary></details>",
    "<summary>a</summary>",
    "<table></table>",
    "<table><tr></tr></table>",
    "<table><tbody><tr><td>a</td></tr></tbody><caption>b</caption><thead><tr><th>c</th></tr></thead></table>",
    "<table><caption><p>b</p></caption><tr><th><h2>a</h2></th></tr></table>",
    "<table><tr><td colspan=0 rowspan=x>a</td></tr></table>",
    "<img src='/a b.jpg' width='50%' height=3>",
    "<img alt='tanpa berkas'>",
    "<p id='a b'>a</p><p id='a b'>b</p><p id='x'>c</p><p id='x'>d</p>",
    "<p lang='bukan bahasa'>a</p>",
    "<ol start='x'><li>a</li></ol>",
    "<a name='x'>a</a> <a href='/x/'></a>",
    "<center><font color=red>a</font></center>",
    "<td>a</td><tr><td>b</td></tr>",
    "<section><article><header>a</header></article></section>",
    "<details open=ya><p>a</p></details>",
    "<ins><p>a</p></ins><p><del><b>x</b></del></p>",
    "a&#1;b&#xFFFF;c&#128;",
]


@pytest.fixture(scope="module")
def complaints(tmp_path_factory) -> dict[str, list[str]]:
    """What the Nu HTML checker says of each body, all checked in one run."""
    chance = random.Random(2019)
    mixtures = ["\n\n".join(chance.sample(RAW, 3)) + chance.choice(RAW)[: chance.randint(3, 20)] for _ in range(60)]
    folder = tmp_path_factory.mktemp("halaman")
    bodies = {}
    for number, source in enumerate([MARKDOWN, *RAW, *mixtures]):
        try:
            html = html_of(source)
        except BadValue:
            continue
        bodies[f"{number}.html"] = source
        page = (
            '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>Uji</title></head>'
            f"<body><h1>Uji</h1>\n{html}\n</body></html>"
        )
        (folder / f"{number}.html").write_text(page, encoding="utf-8")
    told = json.loads(check_html("--format", "json", folder).stderr)["messages"]
    found: dict[str, list[str]] = {source: [] for source in bodies.values()}
    for message in told:
        found[bodies[message["url"].rpartition("/")[2]]].append(message["message"])
    return found


def test_the_output_of_every_extension_is_valid(complaints):
    assert complaints[MARKDOWN] == []


@pytest.mark.parametrize("source", RAW)
def test_raw_html_is_mended_until_it_is_valid(complaints, source):
    assert complaints[source] == []


def test_mixtures_of_raw_html_are_mended_too(complaints):
    assert {source: told for source, told in complaints.items() if told} == {}


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<ul>teks<li>a</li></ul>", "<ul><li>teks</li><li>a</li></ul>"),
        ("<b><p>a</p></b>", "<p>a</p>"),
        ("<li>sendiri</li>", "<div>sendiri</div>"),
        ("<details>a</details>", "<details><summary>Rincian</summary>a</details>"),
        ("<img alt='Ukiran kayu'>", "Ukiran kayu"),
        ("<center>a</center>", "a"),
    ],
)
def test_mending_loses_no_text(raw, text):
    assert text in html_of(f"<div>{raw}</div>")
