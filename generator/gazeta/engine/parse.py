"""From files to typed values: every file by itself, every problem kept."""

from collections.abc import Callable, Sequence
from functools import partial

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.engine.pool import Pool, cut
from gazeta.sources.article import ParsedArticle, read_article, read_text
from gazeta.sources.config import CONFIG_FILE, Config, read_config
from gazeta.sources.manuscript import Manuscript
from gazeta.sources.markdown_options import MarkdownOptions
from gazeta.sources.prose import Body
from gazeta.sources.publishers import Publisher, read_publishers
from gazeta.sources.section import Section, read_section, unnamed_section
from gazeta.sources.snapshot import Snapshot

_CONTENT = "content/"
_SECTION_FILE = "_section.yaml"
_PUBLISHERS_FILE = "content/_sources.yaml"
_BATCH = 32
"""Articles a batch: some 20 ms of work, enough to outweigh its journey to another process."""

Watch = Callable[[str, int, int], None]
"""Told of progress: the stage, how many are done, how many there are."""


class Inputs(Struct, frozen=True, kw_only=True):
    """All that was read. `bodies` are by the path of their file."""

    config: Config
    sections: dict[str, Section]
    publishers: dict[str, Publisher]
    manuscripts: tuple[Manuscript, ...]
    bodies: dict[str, Body]


class ArticleFile(Struct, frozen=True, kw_only=True):
    """An article still to be read; `lang` is its language if it does not say."""

    path: str
    data: bytes
    lang: str


def read_inputs(snapshot: Snapshot, pool: Pool, watch: Watch) -> Found[Inputs]:
    """Everything below `content/` and the configuration."""
    config, found = read_site_config(snapshot)
    publishers, more = _publishers(snapshot, config)
    sections, others = _sections(snapshot, config)
    parsed, in_articles = _articles(snapshot, config, sections, pool, watch)
    for article in parsed:
        for path in _folders(article.manuscript.section):
            sections.setdefault(path, unnamed_section(path, config.content_language))
    inputs = Inputs(
        config=config,
        sections=sections,
        publishers=publishers,
        manuscripts=tuple(article.manuscript for article in parsed),
        bodies={article.manuscript.path: article.body for article in parsed},
    )
    return inputs, (*found, *more, *others, *in_articles)


def read_site_config(snapshot: Snapshot) -> Found[Config]:
    """The configuration; a file that cannot be read counts as an empty one."""
    text, found = read_text(snapshot.texts.get(CONFIG_FILE, b""), CONFIG_FILE)
    config, more = read_config(text)
    missing = CONFIG_FILE not in snapshot.texts  # the edge has said so; what else is missing follows from it
    return config, () if missing else (*found, *more)


def _publishers(snapshot: Snapshot, config: Config) -> Found[dict[str, Publisher]]:
    text, found = read_text(snapshot.texts.get(_PUBLISHERS_FILE, b""), _PUBLISHERS_FILE)
    publishers, more = read_publishers(text, _PUBLISHERS_FILE, config.content_language)
    return publishers, (*found, *more)


def _sections(snapshot: Snapshot, config: Config) -> Found[dict[str, Section]]:
    sections: dict[str, Section] = {}
    found: list[Diagnostic] = []
    for path, data in snapshot.texts.items():
        folder, _, name = path.removeprefix(_CONTENT).rpartition("/")
        if path.startswith(_CONTENT) and name == _SECTION_FILE and folder:
            text, unreadable = read_text(data, path)
            section, problems = read_section(text, path, folder, config.content_language)
            sections[folder] = section
            found += unreadable or problems
    return sections, tuple(found)


def _articles(
    snapshot: Snapshot, config: Config, sections: dict[str, Section], pool: Pool, watch: Watch
) -> Found[tuple[ParsedArticle, ...]]:
    files = [
        ArticleFile(path=path, data=data, lang=_language(path, sections, config))
        for path, data in snapshot.texts.items()
        if is_article(path)
    ]
    articles: list[ParsedArticle] = []
    found: list[Diagnostic] = []
    done = 0
    for batch in pool.map(partial(parse_batch, config.markdown), cut(files, _BATCH)):
        for article, problems in batch:
            found += problems
            if article is not None:
                articles.append(article)
        done += len(batch)
        watch("articles", done, len(files))
    return tuple(articles), tuple(found)


def parse_batch(options: MarkdownOptions, files: Sequence[ArticleFile]) -> list[Found[ParsedArticle | None]]:
    """The articles in some files: a pure unit of work for any process."""
    return [read_article(file.data, file.path, file.lang, options) for file in files]


def is_article(path: str) -> bool:
    """Whether a path is that of an article: Markdown below `content/`, no name with a leading underscore."""
    name = path.rpartition("/")[2]
    return path.startswith(_CONTENT) and name.endswith(".md") and not name.startswith("_")


def _language(path: str, sections: dict[str, Section], config: Config) -> str:
    """The language of the nearest section that names one, else the site's content language."""
    for folder in reversed(_folders(path.removeprefix(_CONTENT).rpartition("/")[0])):
        section = sections.get(folder)
        if section and section.lang:
            return section.lang
    return config.content_language


def _folders(path: str) -> list[str]:
    """A folder and those above it, outermost first."""
    parts = path.split("/") if path else []
    return ["/".join(parts[: count + 1]) for count in range(len(parts))]
