"""Files beside articles that readers may have: kinds that run nothing in a browser, and those that a site asks for.

What lies below `content/` comes from many hands, and is published at the site's own address: a page or a script there
could do whatever the site may. `static/` is the newsroom's own, and goes out as it is.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath

from msgspec import structs

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.layout import STATIC, is_in
from gazeta.core.span import Span
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition
from gazeta.sources.snapshot import Media

HARMLESS = frozenset(
    """
    7z aac avif bmp csv doc docx epub flac gif gz heic heif ico ics jpeg jpg json jxl m4a m4v mid midi mov mp3 mp4
    odp ods odt oga ogg ogv opus pdf png ppt pptx rtf svg tar tif tiff tsv txt vcf vtt wav webm webp xls xlsx zip
    """.split()
)
"""Kinds by the ends of names. Servers know the types of all of them, so that no browser has to guess."""


def kind_of(path: str) -> str:
    """The end of a file's name that says what it is: `pdf`."""
    return PurePosixPath(path).suffix[1:].lower()


def judged(media: dict[str, Media], allowed: Collection[str]) -> dict[str, Media]:
    """The files of a site, of which those below `content/` of a kind that is not allowed have a fault."""
    kinds = HARMLESS.union(allowed)
    refused = {
        path: structs.replace(file, fault=_why(path))
        for path, file in media.items()
        if not is_in(path, STATIC) and kind_of(path) not in kinds
    }
    return {**media, **refused} if refused else media


def _why(path: str) -> str:
    kind = kind_of(path)
    what = f"files of the kind “{kind}”" if kind else "files whose names do not end in a kind"
    return f"{what} can run programs in a reader's browser."


def check_files(model: SiteModel, editions: Iterator[Edition]) -> Iterator[Diagnostic]:
    """What is wrong with the files that texts link, and with what lies in `static/`."""
    for edition in editions:
        for reference in edition.addresses:
            found = model.file(reference)
            if found and found.fault:
                message = f"{found.path} is not published: {found.fault}"
                yield problem("refused-file", message, reference.span, _hint(found))
    for file in withheld(model.media):
        message = f"The file is not published: {file.fault}"
        yield problem("withheld-file", message, Span(path=file.path), "Export it again as plain SVG.")


def _hint(file: Media) -> str:
    kind = kind_of(file.path)
    if kind in HARMLESS:
        return "Export it again as PNG, JPEG, WebP or plain SVG."
    asked = f", or allow it in site.yaml: “attachments: [{kind}]”" if kind else ""
    return f"Link a PDF, a picture or a table; put it into static/ if it is yours{asked}."


def withheld(media: Mapping[str, Media]) -> Iterator[Media]:
    """The files of `static/` that are no pictures but say so, and run programs: they stay at home."""
    return (file for path, file in media.items() if file.harmful and is_in(path, STATIC))
