"""Addresses that may stand in a page."""

import re
from urllib.parse import urlsplit

ALLOWED_SCHEMES = ("http", "https", "mailto", "tel")

_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")


def is_web_address(url: str) -> bool:
    """Whether this is an absolute http or https URL with a host, fit for `href` and `src`."""
    if _CONTROL_OR_SPACE.search(url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_site_path(url: str) -> bool:
    """Whether this is an absolute path on the site itself (`/markets/`), and not `//elsewhere`."""
    return url.startswith("/") and not url.startswith("//") and not _CONTROL_OR_SPACE.search(url)


def is_allowed(url: str) -> bool:
    """Whether an editor's link may lead there: the web, mail, telephone, or a path of the site itself."""
    return is_web_address(url) or is_site_path(url) or url.lower().startswith(("mailto:", "tel:"))
