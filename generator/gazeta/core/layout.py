"""Where things lie in a site's folder: the names of its files and folders, each said here alone."""

CONFIG_FILE = "site.yaml"

CONTENT = "content"
"""Articles and what belongs to them."""

STATIC = "static"
"""Files that are published as they are, at the site's root."""

ASSETS, TEMPLATES, THEMES, LOCALES = "assets", "templates", "themes", "locales"
INPUT_FOLDERS = (ASSETS, CONTENT, LOCALES, STATIC, TEMPLATES, THEMES)
"""All that a build reads besides `CONFIG_FILE`."""

SHIPPED_FOLDERS = (LOCALES, THEMES)
"""Those that come with Gazeta as well."""

TRANSLATIONS = "translations"
"""Records of what translations translated; no build reads them."""

SECTION_FILE = "_section.yaml"
PUBLISHERS_FILE = f"{CONTENT}/_sources.yaml"

MESSAGES_FILE = f"{LOCALES}/gazeta.pot"
"""The phrases of the interface, for translators."""

_CATALOG_IN_FOLDER = "LC_MESSAGES/gazeta.po"

SITEMAPS, NEWS = "sitemaps", "news"
"""The published site's folder of sitemaps, and the part of a locale's that has its news."""
NEWS_SITEMAP = f"-{NEWS}.xml"
"""How the names of those end."""


def section_paths(section: str) -> list[str]:
    """A section's path and those above it, innermost first: `a/b` gives `a/b`, `a`; the same of any folder."""
    parts = section.split("/") if section else []
    return ["/".join(parts[:length]) for length in range(len(parts), 0, -1)]


def is_in(path: str, *folders: str) -> bool:
    """Whether a file, by its path below the site's folder, lies in one of the folders there."""
    top, slash, _ = path.partition("/")
    return bool(slash) and top in folders


def section_file(section: str) -> str:
    """The file that says what a section is called."""
    return f"{CONTENT}/{section}/{SECTION_FILE}"


def catalog_file(tag: str) -> str:
    """The phrase catalog of a locale."""
    return f"{LOCALES}/{tag}/{_CATALOG_IN_FOLDER}"


def catalog_tag(path: str) -> str:
    """The tag whose phrase catalog a file is; empty if it is none."""
    top, _, rest = path.partition("/")
    tag, _, name = rest.partition("/")
    return tag if top == LOCALES and name == _CATALOG_IN_FOLDER else ""
