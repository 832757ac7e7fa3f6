"""The codes of all diagnostics: stable names, what each means, and how grave it is."""

from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning"]


class Code(Struct, frozen=True):
    """What a diagnostic's code stands for."""

    severity: Severity
    meaning: str


def _errors(table: dict[str, str]) -> dict[str, Code]:
    return {name: Code("error", meaning) for name, meaning in table.items()}


def _warnings(table: dict[str, str]) -> dict[str, Code]:
    return {name: Code("warning", meaning) for name, meaning in table.items()}


CODES: dict[str, Code] = {
    **_errors(
        {
            # files
            "unreadable-file": "A file could not be read.",
            "not-utf-8": "A text file is not encoded in UTF-8.",
            "file-too-large": "A file is larger than an article or a data file may be.",
            "symlink": "A link in the file system stands where a file should; links are not followed.",
            "too-deep": "Folders nested deeper than Gazeta reads.",
            "missing-file": "A file that the site needs is not there.",
            # YAML
            "bad-yaml": "YAML that does not parse.",
            "yaml-too-large": "YAML beyond the limits of size, depth or number of nodes.",
            "yaml-alias": "A YAML alias, anchor, tag or merge key; Gazeta takes plain data only.",
            "duplicate-key": "A key that stands twice in one mapping.",
            "bad-characters": "Control characters or lone surrogates, which no XML or HTML may hold.",
            "conflict-marker": "A line that git left where two changes of a text meet.",
            "unclosed-comment": "A comment (`<!--`) that never ends, so that all that follows is in it.",
            "nesting-too-deep": "Lists, quotations, boxes or HTML elements within more others than may be.",
            # fields
            "no-front-matter": "An article that does not begin with front matter between two lines of `---`.",
            "unknown-key": "A key that Gazeta does not know.",
            "missing-key": "A key that must be there is not.",
            "wrong-type": "A value of another kind than its key takes.",
            "bad-value": "A value that its key does not take.",
            "bad-date": "Neither a date nor a date with a time.",
            "unknown-language": "Not the BCP 47 tag of a known language.",
            "unknown-locale": "A language that is not among the site's locales.",
            "bad-url": "An address that is malformed or has a scheme that is not allowed.",
            "fallback-cycle": "Locales whose fallbacks lead back to where they began.",
            "unknown-time-zone": "Not the name of a time zone of the IANA database.",
            # stories
            "language-conflict": "A file's name and its front matter disagree on its language.",
            "duplicate-translation": "Two files give the same story in the same language.",
            "same-article-id": "Two articles with one `id`; feeds would take them for one.",
            "unknown-source": "A source that `content/_sources.yaml` does not register.",
            "unknown-widget": "A widget that `site.yaml` does not define.",
            "unknown-story": "A reference to a story that does not exist.",
            "ambiguous-story": "A short reference that several stories answer to.",
            "missing-image": "An image that does not exist.",
            "picture-with-position": "A picture to be published that holds the position (GPS) where it was taken.",
            "bad-image": "An image that cannot be read, or is too large.",
            "refused-file": "A link to a file beside an article that could run programs in readers' browsers.",
            "bad-slug": "A slug that cannot stand in an address.",
            "long-address": "An address with more folders, or longer, than a file system keeps.",
            "address-collision": "Two pages or files would be published at the same address.",
            # theme
            "unknown-theme": "A theme that is neither the site's own nor shipped.",
            "template-error": "A template that does not compile or fails on a page.",
            "untranslated-phrase": "A phrase that a locale's catalogs have no translation of (`translations check`).",
            "fuzzy-phrase": "A translation that nobody has confirmed (`translations check`).",
            "bad-record": "A record of what was translated that cannot be read.",
            "bad-hreflang": "A published page whose hreflang links are not answered, absolute, canonical or open.",
            "bad-catalog": "A catalog of phrases that cannot be read.",
        }
    ),
    **_warnings(
        {
            "unread-file": "A file that looks like an article or a file of settings, but is called otherwise.",
            "unread-edition": "An edition that no reader gets: no locale reads it, or all get a nearer one.",
            "damaged-image": "An image of which a part is damaged or missing, though browsers show it.",
            "cut-text": "A text for readers that ` #` cuts: to YAML what follows it is a comment.",
            "date-order": "Dates in an order that cannot be meant, such as `expires` before `date`.",
            "no-such-time": "A time of day that clocks went over when they were put forward.",
            "ambiguous-time": "A time of day that came twice when clocks were put back.",
            "comma-in-name": "A topic or an author with a comma in the name, where a list was probably meant.",
            "liquid-tag": "A Liquid tag left over from another generator; it is shown to readers as it stands.",
            "kramdown-attribute": "A kramdown attribute list left over from another generator.",
            "foreign-comment": "A comment in the syntax of another program, such as Obsidian; readers do not see it.",
            "foreign-markup": "Markup of another program, such as a shortcode of WordPress; readers see it as text.",
            "raw-html": "Raw HTML, which is shown as text because `markdown.html` is off.",
            "not-a-link": "What looks like a link and is none: not closed, or with a space in its address.",
            "surplus-cells": "A row of a table with more cells than columns; readers do not see the last ones.",
            "undefined-reference": "A reference link whose label is not defined in the file.",
            "heading-level": "A heading of level 1 in a body; the title is the page's only one.",
            "refused-link": "A link in a text whose scheme is not allowed; readers get its text alone.",
            "unsafe-attribute": "An attribute that Markdown may not set.",
            "unsafe-html": "An element or an attribute of raw HTML that sanitising takes out.",
            "markdown-in-html": "Markdown within raw HTML, where it is not read.",
            "duplicate-id": "An id of raw HTML that is already another element's.",
            "unclosed-block": "A box (`:::`) or a fenced block of code that is opened and never closed.",
            "undefined-footnote": "A reference to a footnote that is not there; readers see its brackets.",
            "unused-footnote": "A footnote that nothing refers to; no reader sees it.",
            "duplicate-footnote": "A footnote that stands twice; readers get the last one.",
            "pasted-list": "Lines that begin with “•” or the like, which make no list.",
            "unknown-box": "A container (`:::`) of a kind that there is not.",
            "withheld-file": "An SVG in `static/` that could run programs in readers' browsers; it is not published.",
            "missing-alt": "An image without a text for those who do not see it.",
            "translation-without-original": "A translation whose original is not there; it stands by itself.",
            "unpublished-story": "A reference to a story that is not published (a draft, embargoed, or expired).",
            "unknown-anchor": "A link to a heading that the target does not have.",
            "unknown-address": "A link or an image that names an address of this site at which nothing is published.",
            "no-such-id": "A text in double brackets that no story answers to; readers see it as it stands.",
            "bidi-control": "A character that overrides the direction of text; it is left out.",
            "invisible-character": "A character that nobody sees and that means nothing here; it is left out.",
            "mixed-direction": "A title that begins in the other direction than its language's.",
            "untranslated-text": "A text of the site itself that a locale's readers get in another language.",
            "placeholder": "Words that `gazeta new` wrote for somebody to replace, in what is no draft any more.",
            "untranslated-translation": "A translation whose text, or title and summary, are those of its original.",
            "missing-phrases": "A locale whose catalog is missing or lacks phrases.",
            "slow-template": "A template whose pages take Jinja's own, slower way (`check`).",
            "unused-template": "A template of the site's that overrides nothing and that no other template names.",
            "wrong-language": "A text on a published page that is not in the language it is declared to be in.",
            "unknown-phrase": "A phrase in a catalog that the interface does not have.",
        }
    ),
}
