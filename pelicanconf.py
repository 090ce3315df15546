"""How the portal is built: values only. What Pelican does with them stands in docs/pelican.md."""

from jinja2 import StrictUndefined

# Folders. Content and output are given by the command: CONTENT=, OUTPUT=
THEME = "theme"
PLUGIN_PATHS = ["."]

# Plugins, by their full dotted names so that there is one copy of each; their order changes nothing
PLUGINS = ["plugins.content_reader", "plugins.topic_tags", "plugins.portal"]

# Topics: plugins.portal draws their pages, files and redirects
TOPIC_PATH = "topik"
TOPIC_PAGES = False
TOPIC_REDIRECTS = False
TOPIC_SKOS_SAVE_AS = ""

# No other reader: that of reStructuredText warns of DEFAULT_LANG at every start
READERS = {"rst": None, "html": None}

# Addresses: the path of a file is the address of its page
ARTICLE_URL = "{category}/{year}/{slug}/"
ARTICLE_SAVE_AS = ARTICLE_URL + "index.html"
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
CATEGORY_URL = "{slug}/"
TAG_URL = "topik/{slug}/"
AUTHOR_URL = "{folder}/{slug}/"  # orang/ or lembaga/, as plugins.content_reader tells

# What the build is for: drafts are seen in a preview, the public sees a production build
PREVIEW = False
PRODUCTION = False

# The language. Name, address and time zone stand in content/portal.yaml.
# Dates are written by kabar.indonesian, never by the machine's locale
DEFAULT_LANG = "id"
LOCALE = ["C"]
TIMEZONE = "Asia/Jakarta"  # until portal.yaml is read; without it Pelican warns

# Templates: text is escaped, a name that is not there stops the build
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}

# The second half of each event's UID in calendars. Changed, every calendar would show all events twice
CALENDAR_DOMAIN = "kabar-ikm"

# Off, since plugins.portal draws lists, pages, feeds, pictures and the theme's files itself
PAGE_PATHS = STATIC_PATHS = THEME_STATIC_PATHS = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None

# An article and its translations (`translation_of`) share this; slugs of two sections may be alike
ARTICLE_TRANSLATION_ID = "translation_key"

# What is kept from build to build, unless --ignore-cache; Pelican's own cache (CACHE_CONTENT) is off by default
CACHE_PATH = ".cache"
LOAD_CONTENT_CACHE = True
