"""The site's folder, surveyed once: what there is, and which of it changed.

What a file's times and size say is a hint; a digest of its bytes decides. Articles are read when they are asked for,
one by one, and not at all if their digest is known.
"""

import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.digest import digest_bytes
from gazeta.core.layout import CONFIG_FILE, CONTENT, INPUT_FOLDERS, SHIPPED_FOLDERS, STATIC
from gazeta.core.span import Span
from gazeta.core.spelling import composed
from gazeta.edge.files import open_regular
from gazeta.edge.texts import MAX_TEXT_BYTES, Texts
from gazeta.edge.user_error import explained
from gazeta.engine.parse import is_article
from gazeta.sources.front_matter import begins
from gazeta.sources.pictures.probe import ImageFacts, is_image, is_unshown, probe
from gazeta.sources.snapshot import Media, Snapshot

MAX_DEPTH = 64
"""Folders below folders; more are a program's mistake, and would take more calls within calls than Python allows."""

MAX_IMAGE_BYTES = 128 * 1024 * 1024

_OTHER_CONFIGS = ("site.yml", "Site.yaml", f"{CONFIG_FILE}.txt")
_TEXTS_IN_CONTENT = (".md", ".yaml")
_KEPT_DOTFILES = frozenset({".well-known"})
"""RFC 8615 gives this name a meaning in every site's root."""

_RACE = 2_000_000_000
"""Nanoseconds: a file that changed so shortly before it was looked at may change again and keep its times (the
coarsest clock of a common file system, FAT's, has steps of two seconds)."""


class Stat(Struct, frozen=True, array_like=True):
    """What changes with a file, as a rule. Times in nanoseconds."""

    size: int
    modified: int
    changed: int
    number: int


class Hint(Struct, frozen=True, array_like=True):
    """What a file was when it was looked at, at `seen` (nanoseconds since 1970)."""

    stat: Stat
    seen: int
    digest: str
    image: ImageFacts | None = None
    article: bool = False


Hints = Mapping[str, Hint]


class FoundFile(Struct, frozen=True):
    """A file to read: its key in the snapshot, and where it is."""

    key: str
    location: str
    stat: Stat


class Survey(Struct, frozen=True, kw_only=True):
    """A site's folder as it was found, what could not be read there, and hints for the next time."""

    snapshot: Snapshot
    found: tuple[Diagnostic, ...]
    hints: dict[str, Hint]


def read_site(root: Path) -> Found[Snapshot]:
    """All input files below a site's folder, with those that ship with Gazeta, and what could not be read."""
    survey = survey_site(root, {})
    return survey.snapshot, survey.found


def survey_site(root: Path, hints: Hints) -> Survey:
    """The same, given what is known of the files from the last time."""
    reader = _Reader(hints)
    for file in reader.unique(reader.files(root)):
        reader.read(file)
    if CONFIG_FILE not in reader.texts and not any(d.span.path == CONFIG_FILE for d in reader.found):
        reader.found.append(no_site(root))
    digests = {key: hint.digest for key, hint in reader.hints.items()}
    unread = frozenset(found.span.path for found in reader.found)
    snapshot = Snapshot(
        texts=reader.texts, media=reader.media, shipped=read_shipped(), digests=digests, unread=unread
    )
    return Survey(snapshot=snapshot, found=tuple(reader.found), hints=reader.hints)


def no_site(root: Path) -> Diagnostic:
    """What is said of a folder that has no `site.yaml`."""
    other = next((name for name in _OTHER_CONFIGS if (root / name).is_file()), "")
    new = "Name the site's folder with --source, or begin a new site: gazeta init FOLDER."
    hint = f"Rename {other} to {CONFIG_FILE}." if other else new
    return problem("missing-file", f"There is no {CONFIG_FILE} here.", Span(path=CONFIG_FILE), hint)


def read_now(root: Path, key: str) -> tuple[bytes, Hint] | None:
    """One article below a site's folder as it is now; `None` if it cannot be read at once, for whatever reason."""
    seen = time.time_ns()
    try:
        with open_regular(root / key) as stream:
            data = stream.read(MAX_TEXT_BYTES)
            return data, Hint(stat_of(os.fstat(stream.fileno())), seen, digest_bytes(data))
    except OSError:
        return None


def article_paths(root: Path) -> list[str]:
    """The paths of all articles of a site, none of them opened."""
    reader = _Reader({})
    files = reader.folder(root / CONTENT, CONTENT) if (root / CONTENT).is_dir() else iter(())
    return [file.key for file in reader.unique(files) if is_article(file.key)]


def content_folders(root: Path) -> list[str]:
    """The paths of all folders below `content/`, whether there are files in them or not."""
    folders, waiting = [], [root / CONTENT]
    while waiting:
        folder = waiting.pop()
        with suppress(OSError), os.scandir(folder) as entries:
            found = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
            folders += found
            waiting += found if len(folder.relative_to(root).parts) < MAX_DEPTH else []
    return [folder.relative_to(root).as_posix() for folder in folders]


def shipped_root() -> Path:
    """Where the themes and catalogs are that come with Gazeta: in the package, or in a checkout beside it."""
    package = Path(__file__).resolve().parent.parent
    shipped = package / "shipped"
    return shipped if shipped.is_dir() else package.parent.parent


@cache
def read_shipped() -> dict[str, bytes]:
    """The themes and catalogs that come with Gazeta."""
    reader = _Reader({})
    root = shipped_root()
    files = (file for name in SHIPPED_FOLDERS for file in reader.folder(root / name, name))
    return {file.key: Path(file.location).read_bytes() for file in files}


class _Reader:
    """Walks folders in the order of their names, and gathers what it meets."""

    def __init__(self, known: Hints) -> None:
        self._known = known
        self._seen = time.time_ns()
        self.hints: dict[str, Hint] = {}
        self.texts = Texts()
        self.media: dict[str, Media] = {}
        self.found: list[Diagnostic] = []

    def report(self, code: str, message: str, key: str, hint: str = "") -> None:
        self.found.append(problem(code, message, Span(path=key), hint))

    # walking

    def files(self, root: Path) -> Iterator[FoundFile]:
        for entry in self._entries(root, ""):
            if entry.name == CONFIG_FILE or entry.name in INPUT_FOLDERS:
                yield from self._visit(entry, entry.name)

    def folder(self, location: Path, key: str) -> Iterator[FoundFile]:
        if key.count("/") >= MAX_DEPTH:
            hint = "Move what is in there up, or delete it."
            self.report("too-deep", f"Folders are nested more than {MAX_DEPTH} deep here.", key, hint)
            return
        for entry in self._entries(location, key):
            name = self._name(entry.name, key)
            if name:
                yield from self._visit(entry, f"{key}/{name}")

    def _entries(self, location: Path, key: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(location) as entries:
                return sorted((e for e in entries if not is_ignored(e.name)), key=lambda entry: entry.name)
        except OSError as error:
            self._unreadable(key or ".", error)
            return []

    def _visit(self, entry: os.DirEntry[str], key: str) -> Iterator[FoundFile]:
        try:
            status = entry.stat(follow_symlinks=False)
            if stat.S_ISREG(status.st_mode):
                yield FoundFile(key, entry.path, stat_of(status))
            elif stat.S_ISDIR(status.st_mode):
                yield from self.folder(Path(entry.path), key)
            elif stat.S_ISLNK(status.st_mode):
                hint = "Put the file or folder itself here."
                self.report("symlink", "This is a symbolic link; links are not followed.", key, hint)
            else:
                self.report("unreadable-file", "This is neither a file nor a folder.", key, "Remove it.")
        except OSError as error:
            self._unreadable(key, error)

    def _name(self, name: str, folder: str) -> str:
        """A name in Unicode's composed form (macOS hands out decomposed ones); empty for an unusable one."""
        if name.isascii() and name.isprintable():
            return name
        try:
            name.encode()
        except UnicodeEncodeError:
            key = f"{folder}/{os.fsencode(name).decode('utf-8', 'replace')}"
            self.report("not-utf-8", "The file's name is not encoded in UTF-8.", key, "Rename the file.")
            return ""
        if any(unicodedata.category(char) == "Cc" for char in name):
            key = f"{folder}/{''.join(c if c.isprintable() else '�' for c in name)}"
            self.report("bad-characters", "The file's name has a control character.", key, "Rename the file.")
            return ""
        return composed(name)

    def unique(self, files: Iterator[FoundFile]) -> Iterator[FoundFile]:
        """The files without those whose name is another's once both are in composed form."""
        seen: dict[str, str] = {}
        for file in files:
            if seen.setdefault(file.key, file.location) is file.location:
                yield file
            else:
                message = "Two files here have names that look alike and differ only in how Unicode encodes them."
                self.report("address-collision", message, file.key, "Keep one of the two files.")

    # reading

    def read(self, file: FoundFile) -> None:
        try:
            hint = self._known.get(file.key)
            known = hint if hint and hint.stat == file.stat and hint.stat.modified + _RACE < hint.seen else None
            if _is_text(file.key):
                self._read_text(file, known)
            else:
                self._read_media(file, known)
        except OSError as error:
            self._unreadable(file.key, error)

    def _read_text(self, file: FoundFile, known: Hint | None) -> None:
        if file.stat.size > MAX_TEXT_BYTES:
            message = f"The file has {file.stat.size // 1024**2} MB; the limit is {MAX_TEXT_BYTES // 1024**2} MB."
            self.report("file-too-large", message, file.key, "Put large files into static/.")
            return
        if known is None or not is_article(file.key):
            with open_regular(file.location) as stream:
                data = stream.read(MAX_TEXT_BYTES)
            known = Hint(file.stat, self._seen, digest_bytes(data))
            self.texts.add(file.key, (file.location, known.digest) if is_article(file.key) else data)
        else:
            self.texts.add(file.key, (file.location, known.digest))
        self.hints[file.key] = known

    def _read_media(self, file: FoundFile, known: Hint | None) -> None:
        if known is None or known.image is None:
            known = Hint(file.stat, self._seen, *_examined(file))
        self.media[file.key] = _media(file, known)
        self.hints[file.key] = known

    def _unreadable(self, key: str, error: OSError) -> None:
        meaning, _ = explained(error)
        hint = "Check that the file is there, and that you may read it."
        self.report("unreadable-file", f"It cannot be read: {meaning[:1].lower()}{meaning[1:]}", key, hint)


def is_ignored(name: str) -> bool:
    """Hidden files (editors' `.#…` and `.….swp` among them) and editors' backups."""
    if name.startswith("."):
        return name not in _KEPT_DOTFILES
    return name.endswith(("~", ".swp")) or (name.startswith("#") and name.endswith("#"))


def _is_text(key: str) -> bool:
    """Themes need all their files in memory; of content and static files only texts are, the rest is published."""
    top = key.partition("/")[0]
    if top == CONTENT:
        return key.endswith(_TEXTS_IN_CONTENT)
    return top != STATIC


def stat_of(status: os.stat_result) -> Stat:
    """What is to be compared of a file's status."""
    return Stat(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def _media(file: FoundFile, hint: Hint) -> Media:
    facts = hint.image or ImageFacts()
    return Media(
        path=file.key,
        location=str(Path(file.location).absolute()),
        digest=hint.digest,
        size=file.stat.size,
        width=facts.width,
        height=facts.height,
        fault=facts.fault,
        harmful=facts.harmful,
        article=hint.article,
        flaw=facts.flaw,
        position=facts.position,
    )


def _examined(file: FoundFile) -> tuple[str, ImageFacts, bool]:
    """A file's digest, its facts if it is an image, and whether it begins as an article does."""
    suffix = PurePosixPath(file.key).suffix
    with open_regular(file.location) as stream:
        if (is_image(suffix) or is_unshown(suffix)) and file.stat.size <= MAX_IMAGE_BYTES:
            data = stream.read()
            return digest_bytes(data), probe(data, suffix), False
        article = begins(stream.read(4096))
        stream.seek(0)
        digest = hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    too_large = f"it has more than {MAX_IMAGE_BYTES // 1024**2} MB." if is_image(suffix) else ""
    return digest, ImageFacts(fault=too_large), article
