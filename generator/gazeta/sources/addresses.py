"""Addresses that may stand in a page."""

import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

ALLOWED_SCHEMES = ("http", "https", "mailto", "tel")

_CONTROL_OR_SPACE = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]")


_PORTS = {"http": 80, "https": 443}


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


def with_scheme(url: str) -> str:
    """`//host/path`, which browsers complete with the page's own scheme (RFC 3986, 4.2), as `https://host/path`."""
    return f"https:{url}" if url.startswith("//") and is_web_address(f"https:{url}") else url


def path_on(site: str, url: str) -> str | None:
    """What of a whole address comes after that of the site; `None` for one of another site.

    A site is the same by http and https, in capitals and with the port that goes without saying.
    """
    if not site:
        return None
    other = urlsplit(url)
    host, base = _host_and_base(site)
    if host != _host(other) or other.username is not None:
        return None
    path = other.path or "/"
    if not f"{path}/".startswith(f"{base}/"):
        return None
    rest = path[len(base) :] or "/"
    return rest + (f"?{other.query}" if other.query else "") + (f"#{other.fragment}" if other.fragment else "")


def own_path(site: str, url: str) -> str | None:
    """What an address leads to on a site, whole or from its root; `None` for one of another site."""
    return url if url.startswith("/") else path_on(site, url)


@lru_cache(maxsize=4)
def _host_and_base(site: str) -> tuple[tuple[str | None, int | None], str]:
    own = urlsplit(site)
    return _host(own), own.path.rstrip("/")


def _host(parts: SplitResult) -> tuple[str | None, int | None]:
    port = parts.port
    return _in_ascii(parts.hostname), None if port in {None, _PORTS.get(parts.scheme)} else port


def _in_ascii(host: str | None) -> str | None:
    """A host's name as it is sent: `xn--…` for letters of other scripts, which a parsed address has already."""
    if host is None or host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host
