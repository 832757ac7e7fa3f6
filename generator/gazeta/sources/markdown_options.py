"""How Markdown is read."""

from typing import Literal

from msgspec import Struct


class MarkdownOptions(Struct, frozen=True, kw_only=True):
    """`html`: raw HTML is shown as text, sanitised, or trusted. `linkify`: bare addresses become links.

    `typography`: quotes by the text's language, dashes, ellipses. Without `extensions` it is plain CommonMark.
    """

    html: Literal["off", "sanitize", "trusted"] = "off"
    linkify: bool = True
    typography: bool = True
    extensions: bool = True
