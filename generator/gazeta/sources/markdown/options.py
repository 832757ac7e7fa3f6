"""How Markdown is read."""

from typing import Literal

from msgspec import Struct

from gazeta.sources.typography.quotation import Quotes


class MarkdownOptions(Struct, frozen=True, kw_only=True):
    """`html`: raw HTML is shown as text, sanitised, or trusted. `linkify`: bare addresses become links.

    `typography`: quotation marks (`quotes`, or CLDR's) by the text's language, dashes, ellipses. Without `extensions`
    it is plain CommonMark. `site` is the site's own address, which stands before that of a page in whole addresses.
    """

    html: Literal["off", "sanitize", "trusted"] = "off"
    linkify: bool = True
    typography: bool = True
    quotes: Quotes = Quotes()
    extensions: bool = True
    site: str = ""
