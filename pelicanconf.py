"""How the portal is built: values only. What the press adds stands in docs/architecture.md."""

from jinja2 import StrictUndefined

# Folders. Content and output are given by the command: CONTENT=, OUTPUT=
THEME = "theme"
THEME_STATIC_PATHS = []  # plugins.assets writes them, style sheets joined into one
PLUGIN_PATHS = ["."]

# Plugins, by their full dotted names so that there is one copy of each; their order changes nothing
PLUGINS = ["plugins.content_reader", "plugins.topic_tags", "plugins.portal"]

# plugins.portal draws the pages, files and redirects of topics
TOPIC_PATH = "topik"
TOPIC_PAGES = False
TOPIC_REDIRECTS = False
TOPIC_SKOS_SAVE_AS = ""

# What is an article. Other pages, pictures and downloads are drawn and copied by plugins.portal
ARTICLE_PATHS = ["berita", "bimtek", "ekspor"]
PAGE_PATHS = []
STATIC_PATHS = []
READERS = {"rst": None, "html": None}

# Addresses: the path of a file is the address of its page
ARTICLE_URL = "{category}/{year}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
RELATIVE_URLS = False

# Where the portal stands: the press fills these from SITEURL=
SITEURL = ""
ABSOLUTE_URL = "http://127.0.0.1:8000"
BASE = ""

# What the build is for: drafts are seen in a preview, the public sees a production build
PREVIEW = False
PRODUCTION = False

# Language and time. Dates are written by plugins.indonesian, never by the machine's locale
DEFAULT_LANG = "id"
LOCALE = ["C"]
TIMEZONE = "Asia/Jakarta"

# Templates: text is escaped, a name that is not there stops the build
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}

# The second half of each event's UID in calendars. Changed, every calendar would show all events twice
CALENDAR_DOMAIN = "kabar-ikm"

# Pelican's own lists, drafts and feeds are off: ours are drawn by plugins.pages
DIRECT_TEMPLATES = []
PAGINATED_TEMPLATES = {}
INDEX_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
YEAR_ARCHIVE_SAVE_AS = MONTH_ARCHIVE_SAVE_AS = DAY_ARCHIVE_SAVE_AS = ""
DRAFT_SAVE_AS = DRAFT_LANG_SAVE_AS = ""
FEED_ATOM = FEED_RSS = FEED_ALL_ATOM = FEED_ALL_RSS = None
CATEGORY_FEED_ATOM = CATEGORY_FEED_RSS = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
TAG_FEED_ATOM = TAG_FEED_RSS = TRANSLATION_FEED_ATOM = TRANSLATION_FEED_RSS = None

# An article and its translations (`translation_of`) share this; slugs of two sections may be alike
ARTICLE_TRANSLATION_ID = "translation_key"

# What is kept from build to build, unless --ignore-cache; Pelican's own cache (CACHE_CONTENT) is off by default
CACHE_PATH = ".cache"
LOAD_CONTENT_CACHE = True
