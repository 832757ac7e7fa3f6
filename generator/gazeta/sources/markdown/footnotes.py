"""Footnotes: what is referred to and not there, and what is there and not referred to."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.suggest import Suggestions, shorten
from gazeta.sources.markdown.places import Places

_DEFINITION = re.compile(r"^(?P<indent>[ \t>]{0,40})\[\^(?P<label>[^\[\]\n]{1,200})\]:", re.MULTILINE)
_REFERENCE = re.compile(r"(?<![\\\]])\[\^(?P<label>[^\[\]\n]{1,200})\](?![:(\[])")


def lint_footnotes(prose: str, env: Mapping[str, Any], places: Places) -> Iterator[Diagnostic]:
    """Warnings on the footnotes of a text without code, of which the parser has noted in `env` what it knows."""
    if "[^" not in prose:
        return
    known: dict[str, int] = {label[1:]: number for label, number in env.get("footnotes", {}).get("refs", {}).items()}
    defined: set[str] = set()
    for match in _DEFINITION.finditer(prose):
        label, span = match["label"], places.of_offset(match.end("indent"))
        if " " in label:
            message = f"“{shorten(label)}” cannot name a footnote: a name has no spaces."
            yield problem("undefined-footnote", message, span, f"Write “[^{shorten(label.replace(' ', '-'))}]: …”.")
        elif label in defined:
            message = f"The footnote “{shorten(label)}” stands twice; readers get the last one."
            yield problem("duplicate-footnote", message, span, "Name one of the two anew.")
        elif known.get(label, 0) < 0:
            message = f"Nothing refers to the footnote “{shorten(label)}”; no reader sees it."
            yield problem(
                "unused-footnote", message, span, f"Write “[^{shorten(label)}]” where it belongs, or delete it."
            )
        defined.add(label)
    suggestions = Suggestions(known)
    for match in _REFERENCE.finditer(prose):
        if match["label"] not in known:
            message = f"There is no footnote “{shorten(match['label'])}”; readers see the brackets as they stand."
            hint = suggestions.near(match["label"]) or "Write its text below: “[^name]: …”."
            yield problem("undefined-footnote", message, places.of_offset(match.start()), hint)
