"""From files to typed values: every file by itself, every problem kept, and none read twice that did not change."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.digest import digest, digest_bytes
from gazeta.core.layout import CONFIG_FILE, CONTENT, PUBLISHERS_FILE, SECTION_FILE, is_in, section_paths
from gazeta.engine.causes import Faults, faults_of, in_files
from gazeta.engine.memory import Forgetful, Fresh, Memory, Read, fresh, read_of
from gazeta.engine.pool import Pool, cut
from gazeta.engine.unread import unread
from gazeta.model.privacy import check_assets
from gazeta.sources.article import read_article
from gazeta.sources.characters import read_text
from gazeta.sources.config.publishers import Publisher, read_publishers
from gazeta.sources.config.section import Section, read_section, unnamed_section
from gazeta.sources.config.site_config import Config, read_config
from gazeta.sources.manuscript import Manuscript
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.snapshot import Snapshot

_BATCH = 32
"""Articles a batch: some 20 ms of work, enough to outweigh its journey to another process."""

Watch = Callable[[str, int, int], None]
"""Told of progress: the stage, how many are done, how many there are."""


class Inputs(Struct, frozen=True, kw_only=True):
    """All that was read. `insides` are digests of what is inside articles, by path."""

    config: Config
    sections: dict[str, Section]
    publishers: dict[str, Publisher]
    manuscripts: tuple[Manuscript, ...]
    insides: dict[str, str]
    faults: Faults = Faults()


class ArticleFile(Struct, frozen=True, kw_only=True):
    """An article still to be read; `lang` is its language if it does not say, `key` what its result is kept under."""

    path: str
    data: bytes
    lang: str
    key: str


def read_inputs(snapshot: Snapshot, pool: Pool, watch: Watch, memory: Memory | None = None) -> Found[Inputs]:
    """Everything below `content/` and the configuration."""
    memory = memory or Forgetful()
    config, found = read_site_config(snapshot)
    publishers, more = _publishers(snapshot, config)
    sections, others = _sections(snapshot, config)
    articles = _articles(snapshot, config, sections, pool, watch, memory)
    manuscripts = tuple(article.manuscript for article in articles.values() if article.manuscript)
    for section in sorted({manuscript.section for manuscript in manuscripts}):
        for path in reversed(section_paths(section)):
            sections.setdefault(path, unnamed_section(path, config.content_language))
    wrong = (*found, *more, *others, *(problem for article in articles.values() for problem in article.found))
    lost = (*snapshot.unread, *(path for path, article in articles.items() if article.manuscript is None))
    faults = faults_of(wrong, _naming_texts(snapshot), lost)
    inputs = Inputs(
        config=config,
        sections=sections,
        publishers=publishers,
        manuscripts=manuscripts,
        insides={path: article.inside for path, article in articles.items()},
        faults=faults,
    )
    if CONFIG_FILE not in snapshot.texts:  # the edge has said so; whatever else is wrong may follow from it
        return inputs, ()
    return inputs, in_files((*wrong, *unread(snapshot), *check_assets(snapshot.texts)), faults)


def read_site_config(snapshot: Snapshot) -> Found[Config]:
    """The configuration; a file that cannot be read counts as an empty one."""
    text, found = read_text(snapshot.texts.get(CONFIG_FILE, b""), CONFIG_FILE)
    config, more = read_config(text)
    return config, found or more


def _naming_texts(snapshot: Snapshot) -> dict[str, str]:
    """The texts of the files that make names known to all others, if they can be read."""
    paths = [path for path in (CONFIG_FILE, PUBLISHERS_FILE) if path in snapshot.texts]
    texts = {path: read_text(snapshot.texts[path], path) for path in paths}
    return {path: text for path, (text, found) in texts.items() if not found}


def _publishers(snapshot: Snapshot, config: Config) -> Found[dict[str, Publisher]]:
    text, found = read_text(snapshot.texts.get(PUBLISHERS_FILE, b""), PUBLISHERS_FILE)
    publishers, more = read_publishers(text, PUBLISHERS_FILE, config.content_language)
    return publishers, found or more


def _sections(snapshot: Snapshot, config: Config) -> Found[dict[str, Section]]:
    sections: dict[str, Section] = {}
    found: list[Diagnostic] = []
    for path in snapshot.texts:
        folder, _, name = path.removeprefix(f"{CONTENT}/").rpartition("/")
        if is_in(path, CONTENT) and name == SECTION_FILE and folder:
            text, unreadable = read_text(snapshot.texts[path], path)
            section, problems = read_section(text, path, folder, config.content_language)
            sections[folder] = section
            found += unreadable or problems
    return sections, tuple(found)


def _articles(
    snapshot: Snapshot, config: Config, sections: dict[str, Section], pool: Pool, watch: Watch, memory: Memory
) -> dict[str, Read]:
    """All articles by path: those that are remembered, and those that had to be read now."""
    keys = _keys(snapshot, config, sections)
    articles = {path: known for path, known in memory.articles().items() if keys.get(path) == known.key}
    lacking = [path for path in keys if path not in articles]
    files = (
        ArticleFile(path=path, data=snapshot.texts[path], lang=_language(path, sections, config), key=keys[path])
        for path in lacking
    )
    done = 0
    for batch in pool.map(partial(parse_batch, config.markdown), cut(files, _BATCH)):
        memory.remember(batch)
        articles.update((article.path, read_of(article.read)) for article in batch)
        done += len(batch)
        watch("articles", done, len(lacking))
    return articles


def _keys(snapshot: Snapshot, config: Config, sections: dict[str, Section]) -> dict[str, str]:
    """For each article what reading it depends on: its bytes, where it lies, the language there, the options."""
    options = digest(config.markdown)
    return {
        path: f"{snapshot.digests.get(path) or digest_bytes(snapshot.texts[path])} "
        f"{_language(path, sections, config)} {options}"
        for path in snapshot.texts
        if is_article(path)
    }


def read_again(files: Mapping[str, bytes], config: Config, sections: Mapping[str, Section], memory: Memory) -> None:
    """Reads some articles whatever is remembered of them, and remembers that instead."""
    options = digest(config.markdown)
    languages = {path: _language(path, sections, config) for path in files}
    batch = [
        ArticleFile(
            path=path, data=data, lang=languages[path], key=f"{digest_bytes(data)} {languages[path]} {options}"
        )
        for path, data in files.items()
    ]
    memory.remember(parse_batch(config.markdown, batch))


def parse_batch(options: MarkdownOptions, files: Sequence[ArticleFile]) -> list[Fresh]:
    """The articles in some files: a pure unit of work for any process."""
    return [_parse(options, file) for file in files]


def _parse(options: MarkdownOptions, file: ArticleFile) -> Fresh:
    article, found = read_article(file.data, file.path, file.lang, options)
    return fresh(file.path, file.key, article, found, digest(article.inside) if article else "")


def is_article(path: str) -> bool:
    """Whether a path is that of an article: Markdown below `content/`, no name with a leading underscore."""
    name = path.rpartition("/")[2]
    return is_in(path, CONTENT) and name.endswith(".md") and not name.startswith("_")


def _language(path: str, sections: Mapping[str, Section], config: Config) -> str:
    """The language of the nearest section that names one, else the site's content language."""
    for folder in section_paths(path.removeprefix(f"{CONTENT}/").rpartition("/")[0]):
        section = sections.get(folder)
        if section and section.lang:
            return section.lang
    return config.content_language
