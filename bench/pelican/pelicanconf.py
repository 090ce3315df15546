"""The same portal by stock Pelican, to compare with: the kinds of pages that ours has, as far as Pelican can."""

import json
from pathlib import Path

HERE = Path(__file__).parent

SITENAME = "Portal Karangan"
SITEURL = "https://karangan.example"
TIMEZONE = "Asia/Jakarta"
DEFAULT_LANG = "id"
THEME = str(HERE / "theme")
PATH = str(HERE / "content")
PLUGIN_PATHS = [str(HERE / "plugins")]
PLUGINS = ["yaml_metadata", "calendars"]
FORMATTED_FIELDS = []
READERS = {"rst": None, "html": None}

ARTICLE_PATHS = ["berita", "bimtek", "ekspor"]
PAGE_PATHS = ["lembaga", "angka"]
STATIC_PATHS = []

ARTICLE_URL = "{category}/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "topik/{slug}/"
TAG_SAVE_AS = "topik/{slug}/index.html"
AUTHOR_URL = "orang/{slug}/"
AUTHOR_SAVE_AS = "orang/{slug}/index.html"
YEAR_ARCHIVE_URL = "arsip/{date:%Y}/"
YEAR_ARCHIVE_SAVE_AS = YEAR_ARCHIVE_URL + "index.html"

DIRECT_TEMPLATES = ["index", "latest", "tags", "authors", "organisations", "agenda", "calendar", "sitemap", "missing"]
LATEST_SAVE_AS = "terkini/index.html"
TAGS_SAVE_AS = "topik/index.html"
AUTHORS_SAVE_AS = "orang/index.html"
ORGANISATIONS_SAVE_AS = "lembaga/index.html"
AGENDA_SAVE_AS = "bimtek/agenda/index.html"
CALENDAR_SAVE_AS = "bimtek/agenda.ics"
SITEMAP_SAVE_AS = "sitemap.xml"
MISSING_SAVE_AS = "404.html"

DEFAULT_PAGINATION = 20
PAGINATED_TEMPLATES = {"category": 20, "tag": 20, "author": 20, "period_archives": 20}
PAGINATION_PATTERNS = ((1, "{url}", "{save_as}"), (2, "{url}hal/{number}/", "{url}hal/{number}/index.html"))

FEED_DOMAIN = SITEURL
FEED_MAX_ITEMS = 20
FEED_ALL_ATOM = "atom.xml"
FEED_ALL_RSS = "rss.xml"
CATEGORY_FEED_ATOM = "{slug}/atom.xml"
TAG_FEED_ATOM = "topik/{slug}/atom.xml"
AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# What an id of the corpus stands for: topics, people, organisations, figures; and the day of the build.
JINJA_GLOBALS = json.loads((HERE / "labels.json").read_text("utf-8"))
