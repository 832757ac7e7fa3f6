"""Looks at a site's files as they are made, and says what is wrong with the languages in them."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import NEWS_SITEMAP, SITEMAPS, is_in
from gazeta.core.span import Span
from gazeta.engine.output import Output, Receipt
from gazeta.inspection.cluster import page_links, verify_clusters
from gazeta.inspection.languages import Finding, judge
from gazeta.inspection.notes import Notes
from gazeta.inspection.text_runs import Run, headlines, see

_SHOWN = 60
"""Characters of a text in a message."""


class Inspector:
    """A sink that keeps nothing but notes; `languages` says whether to judge texts, `guess` how."""

    def __init__(self, *, languages: bool, guess: Callable[[str], dict[str, float]] | None) -> None:
        self._languages = languages
        self._guess = guess

    def __call__(self, output: Output) -> Receipt:
        """Weighs an output and looks at what is in it."""
        notes = self._notes(output) if output.data is not None else None
        return Receipt(path=output.path, rank=output.rank, digest=output.digest, notes=notes)

    def _notes(self, output: Output) -> Notes | None:
        if output.rank == "asset" or not output.path.endswith((".html", ".xml")):
            return Notes(slow=output.slow) if output.slow else None
        data = output.data or b""
        whole = self._languages or output.path.endswith(".xml")
        seen = see((data if whole else data.partition(b"</head>")[0]).decode("utf-8", "replace"))
        wrong: tuple[tuple[Run, Finding], ...] = ()
        if self._languages and not seen.redirect and not is_in(output.path, SITEMAPS):
            runs = (*seen.runs, *(run for data in seen.data for run in headlines(data)))
            wrong = tuple((run, found) for run in runs if (found := judge(run, self._guess)))
        links = page_links(output.path, seen) if output.path.endswith(".html") else None
        return Notes(wrong=wrong, links=links, entries=seen.entries, slow=output.slow)


class Place(Struct, frozen=True):
    """Where a text was met."""

    file: str
    line: int


def problems_in(receipts: Iterable[Receipt], address: Callable[[str], str]) -> tuple[Diagnostic, ...]:
    """What is wrong with a whole site's pages; a text that is wrong on many of them is one problem."""
    noted = [(receipt.path, receipt.notes) for receipt in receipts if receipt.notes]
    links = (notes.links for _, notes in noted if notes.links)
    sitemaps = {file: notes.entries for file, notes in noted if notes.entries and not file.endswith(NEWS_SITEMAP)}
    sitemaps.pop("sitemap.xml", None)  # the index of the others
    return (*_wrong(noted), *_slow(noted), *verify_clusters(links, sitemaps, address))


def _wrong(noted: Iterable[tuple[str, Notes]]) -> Iterator[Diagnostic]:
    places: dict[tuple[str, str, str, Finding], list[Place]] = defaultdict(list)
    for file, notes in noted:
        for run, found in notes.wrong:
            places[run.text, run.lang, run.what, found].append(Place(file, run.line))
    for (text, _lang, what, found), met in places.items():
        first = min(met, key=lambda place: (place.file, place.line))
        others = f" It stands on {len(met)} pages." if len(met) > 1 else ""
        shown = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
        message = f"“{shown}” ({what}) {found.why}{f': {found.seems}' if found.seems else ''}.{others}"
        hint = "Say its language where it is written (lang: …), or mark it in the theme's template with attrs()."
        yield problem("wrong-language", message, Span(path=first.file, line=first.line), hint)


def _slow(noted: Iterable[tuple[str, Notes]]) -> Iterator[Diagnostic]:
    """One problem for each template and reason, with how many pages it costs some time."""
    pages = Counter(notes.slow for _, notes in noted if notes.slow)
    for (path, why), count in sorted(pages.items()):
        which = "1 page takes" if count == 1 else f"{count} pages take"
        message = f"{which} several times as long to make as need be: {why}."
        hint = (
            "Pages are right all the same. Give names of Gazeta's own no other meaning, leave escaping on, and test"
        )
        yield problem("slow-template", message, Span(path=path), f"{hint} with “is defined” where a value is read.")
