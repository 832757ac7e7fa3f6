"""The made-up newsroom as a Pelican site; `build.py` adds what differs from locale to locale."""

SITENAME = "Bench"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
DEFAULT_DATE_FORMAT = "%Y-%m-%d"
WITH_FUTURE_DATES = True
PATH = "content"
THEME = "theme"
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
PAGE_PATHS: list[str] = []

FILENAME_METADATA = "(?P<slug>.*)"
FORMATTED_FIELDS: list[str] = []
MARKDOWN = {"extensions": ["markdown.extensions.toc"], "output_format": "html"}

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "404", "feed", "sitemap"]
TEMPLATE_EXTENSIONS = [".html", ".xml"]
FEED_SAVE_AS = "feed.xml"
SITEMAP_SAVE_AS = "sitemap.xml"
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

DEFAULT_PAGINATION = 12
PAGINATED_TEMPLATES = {"index": None, "category": None}
PAGINATION_PATTERNS = (
    (1, "{url}", "{save_as}"),
    (2, "{base_name}/page/{number}/", "{base_name}/page/{number}/index.html"),
)
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True}

# Each article is parsed once and again only when it changes: the first locale keeps what its readers made.
CONTENT_CACHING_LAYER = "reader"
LOAD_CONTENT_CACHE = True
GZIP_CACHE = False
CACHE_PATH = "cache"
