"""No trick of Markdown or HTML brings a script, a style or a form into a page."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kabar.content.parsing.problems import BadValue
from kabar.markdown.sanitiser import sanitise
from tests.kabar.markdown.converting import html_of

_TAGS = """
    a abbr b bdi blockquote br caption cite code dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i img
    ins kbd li mark nav ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var
    wbr
"""
_ATTRIBUTES = """
    id lang title href src alt width height start open colspan rowspan scope class role aria-label tabindex loading
    decoding
"""
TAGS = set(_TAGS.split())
ATTRIBUTES = set(_ATTRIBUTES.split())

TRICKS = [
    # Scripts
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x0c>alert(1)</script>",
    "<script/x>alert(1)</script>",
    "a <script>alert(1)</script> b",
    "<<script>alert(1)//<</script>",
    "<script>alert(1)",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<template><script>alert(1)</script></template>",
    "<div markdown=\"1\">\n<script>alert(1)</script>\n</div>",
    "> <script>\n> alert(1)\n> </script>",
    "- <script>alert(1)</script>",
    # Event handlers
    "<img src=x onerror=alert(1)>",
    "<img src=x oNeRRoR=alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<img src=\"x\"onerror=\"alert(1)\">",
    "<img src=x onerror\n=\nalert(1)>",
    "<img \"\"\"><script>alert(1)</script>\">",
    "<div onclick=alert(1)>x</div>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a onmouseover='alert(1)'>x</a>",
    "<p onpointerrawupdate=alert(1)>x</p>",
    "<body onload=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    # Schemes
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](<java\nscript:alert(1)>)",
    "[x]( javascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript&#58;alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;&#x61;vascript:alert(1))",
    "[x](java&#xE002;script:alert(1))",
    "[x](java&#57346;script:alert(1))",
    "[x](java\\script:alert(1))",
    "[x](java\ue002script:alert(1))",
    "[x](java&#0;script:alert(1))",
    "[x](java&#1;script:alert(1))",
    "[x](&#1;javascript:alert(1))",
    "[x](java&NewLine;script:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](javascript\\:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](DATA:text/html,<script>alert(1)</script>)",
    "[x](vbscript:msgbox(1))",
    "[x](livescript:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](blob:https://x/1)",
    "[x](filesystem:https://x/1)",
    "[x](view-source:javascript:alert(1))",
    "![x](javascript:alert(1))",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:alert(1)>",
    "<javascript://x%0Aalert(1)>",
    "[x]\n\n[x]: javascript:alert(1)",
    "![x]\n\n[x]: data:text/html,x",
    "[x]: <javascript:alert(1)> 'judul'\n\n[x][]",
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\" javascript:alert(1)\">x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href=\"\x01javascript:alert(1)\">x</a>",
    "<a xlink:href=\"javascript:alert(1)\">x</a>",
    "<a href=x href=javascript:alert(1)>x</a>",
    "<a href=javascript:alert(1) href=x>x</a>",
    "<img src=data:text/html,x>",
    "<img srcset=\"javascript:alert(1)\" src=x>",
    "<img lowsrc=javascript:alert(1) dynsrc=javascript:alert(1) src=x>",
    "<a ping=https://evil.example href=/x/>x</a>",
    "<blockquote cite=javascript:alert(1)>x</blockquote>",
    "<table background=javascript:alert(1)><tr><td>x</table>",
    # Attribute lists of Markdown
    "# x {onclick=alert(1)}",
    "**x**{onclick=alert(1) style=color:red}",
    "[x](/y/){onclick=\"alert(1)\"}",
    "[x](/y/){href=javascript:alert(1)}",
    "![x](/y.jpg){onerror=alert(1)}",
    "para\n{: onclick=alert(1) }",
    "[x](/y/){: .site-header #k-isi }",
    "``` {.x onclick=alert(1)}\nkode\n```",
    "```\"onclick=alert(1)\nkode\n```",
    # Places where text becomes an attribute
    "[x](/y/ \"\\\" onmouseover=alert(1) x=\\\"\")",
    "[x](/y/ '\" onmouseover=alert(1) x=\"')",
    "![\" onerror=alert(1) x=\"](/y.jpg)",
    "![x](/y.jpg \"<script>alert(1)</script>\")",
    "[x](/y\"onmouseover=alert(1))",
    "[x](</y/\" onclick=alert(1) \">)",
    "*[IKM]: \" onclick=alert(1) x=\"\n\nIKM",
    "*[IKM]: <script>alert(1)</script>\n\nIKM",
    "x[^1]\n\n[^1]: <script>alert(1)</script>",
    "x[^\"><script>alert(1)</script>]\n\n[^\"><script>alert(1)</script>]: y",
    "!!! note \"<script>alert(1)</script>\"\n    x",
    "!!! \"><script>alert(1)</script>\n    x",
    "# <script>alert(1)</script>\n\n[TOC]",
    "# &lt;script&gt;alert(1)&lt;/script&gt;\n\n[TOC]",
    "|<script>|x|\n|-|-|\n|</script>|<img src=x onerror=alert(1)>|",
    # Styles
    "<style>body{display:none}</style>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<p style=position:fixed>x</p>",
    "<link rel=stylesheet href=//evil.example/x.css>",
    "<div class=\"site-header\">x</div>",
    # Frames, forms and other machinery
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\">",
    "<object data=javascript:alert(1)></object>",
    "<embed src=javascript:alert(1)>",
    "<applet code=x></applet>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<base href=//evil.example/>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<input autofocus onfocus=alert(1)>",
    "<select onfocus=alert(1)><option>x</select>",
    "<textarea onfocus=alert(1) autofocus>x</textarea>",
    "<textarea></textarea><script>alert(1)</script>",
    "<keygen onfocus=alert(1)>",
    "<isindex type=image src=1 onerror=alert(1)>",
    "<dialog open>x</dialog>",
    # Foreign content and parser tricks
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg><foreignObject><img src=x onerror=alert(1)></foreignObject></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=javascript:alert(1)>x</math>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<plaintext><img src=x onerror=alert(1)>",
    "<listing>&lt;img onerror=alert(1) src=x&gt;</listing>",
    "<title><img src=x onerror=alert(1)></title>",
    "<!--><script>alert(1)</script>-->",
    "<!-- --!><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?php echo '<script>alert(1)</script>' ?>",
    "<!DOCTYPE html [<!ENTITY x \"<script>alert(1)</script>\">]>&x;",
    "<p title=\"`\"><script>alert(1)</script>`",
    "`<p title=\"`<script>alert(1)</script>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "\\<script>alert(1)\\</script>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
    "\x02klzzwxh:0000\x03 *x*",
    "<div\x00onclick=alert(1)>x</div>",
    "<a href=\"/x/\" title=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\">x</a>",
    "{{angka:x<script>alert(1)</script>}}",
    "{{ <script>alert(1)</script> }}",
    "{% <img src=x onerror=alert(1)> %}",
]


class _Reader(HTMLParser):
    """Gathers what a browser would find dangerous."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.found = []

    def handle_starttag(self, tag, attributes):
        if tag not in TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attributes:
            if name not in ATTRIBUTES:
                self.found.append(name)
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", re.sub(r"[\x00-\x20]", "", value or ""), re.I)
            if name in ("href", "src") and scheme and scheme[1].lower() not in ("http", "https", "mailto", "tel"):
                self.found.append(value)
            if name == "id" and value.lower().startswith("k-"):
                self.found.append(value)
            if name == "class" and "site-header" in value:
                self.found.append(value)

    def handle_comment(self, data):
        self.found.append(f"<!--{data}-->")

    handle_decl = handle_pi = unknown_decl = handle_comment


def dangers_in(html: str) -> list[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def html_or_refusal(source: str) -> str:
    try:
        return html_of(source)
    except BadValue:
        return ""


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_leaves_anything_active_in_the_page(trick):
    assert dangers_in(html_or_refusal(trick)) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_in_a_list_in_a_quote_and_after_text_is_as_harmless(trick):
    inside = trick.replace("\n", "\n> ")

    assert dangers_in(html_or_refusal(f"Teks.\n\n> - {inside}\n\n{trick} lalu *{trick}*")) == []


@pytest.mark.parametrize("trick", TRICKS)
def test_what_is_sanitised_stays_the_same_when_sanitised_again(trick):
    once = sanitise(trick)

    assert sanitise(once) == once


PIECES = st.sampled_from(
    [
        *TRICKS,
        "*",
        "_",
        "`",
        "[",
        "](",
        ")",
        "<",
        ">",
        '"',
        "'",
        "\\",
        "&",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "|",
        "{",
        "}",
    ]
)


@settings(max_examples=150, deadline=None, derandomize=True, database=None)
@given(st.lists(PIECES, max_size=6))
def test_no_mixture_of_tricks_leaves_anything_active(pieces):
    assert dangers_in(html_or_refusal("".join(pieces))) == []


def test_plain_links_get_no_rel_and_no_target():
    assert html_of("[x](https://contoh.id/)") == '<p><a href="https://contoh.id/">x</a></p>'


@pytest.mark.parametrize("address", ["https://contoh.id/", "http://contoh.id/", "mailto:a@contoh.id", "tel:+6221555"])
def test_the_schemes_of_ordinary_links_live(address):
    assert f'href="{address}"' in html_of(f"[x]({address})")
