"""A site revised is the site prepared anew, or `revise` declines."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from gazeta.buildstate.read_only import Recollection
from gazeta.core.diagnostics import Found, in_order
from gazeta.edge.disk import read_shipped
from gazeta.engine.build import Prepared, prepare
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import read_again, read_inputs
from gazeta.engine.pool import Serial
from gazeta.engine.revise import revise
from gazeta.preview.memory_cache import Warm
from gazeta.preview.site_snapshot import Proof, workshop
from gazeta.sources.snapshot import Snapshot
from support import NOW, article, no_progress, snapshot

OPTIONS = BuildOptions(now=NOW, drafts=True, future=True)
FILES = {
    "world/one.md": article(
        "One", body="See [two](two.md#part) and [[world/three]].", tags="[a, b]", summary="Short."
    ),
    "world/one.pt-BR.md": article("Um", date="", body="Veja."),
    "world/two.md": article("Two", "2026-05-30T10:00:00Z", body="## Part {#part}\n\nText.\n\n![A](pic.png)"),
    "world/three.md": article("Three", "2026-05-29T10:00:00Z", related="[one]", body="Text.", source="{name: S}"),
    "culture/four.md": article("Four", "2026-06-03T10:00:00Z", draft="true", image="{src: pic.png}"),
}
IMAGES = ("world/pic.png", "culture/pic.png")

EDITS = {
    "a word": ("Text.", "Words."),
    "a line": ("\n---\n\n", "\n---\n\nA first line.\n\n"),
    "a title": ("title: ", "title: New "),
    "a summary": ("title: ", "summary: Another.\ntitle: "),
    "a date": ("date: 2026-0", "date: 2025-0"),
    "a heading": ("## Part", "## Section"),
    "a new heading": ("Text.", "## New\n\nText. [Up](#new) [none](#none)"),
    "an anchor": ("{#part}", "{#piece}"),
    "a link": ("\n---\n\n", "\n---\n\n[Two](/world/two.md) [none](none.md) [[world/four]]\n\n"),
    "addresses of pages": (
        "\n---\n\n",
        "\n---\n\n[A](/world/one/) [B](../two/#part) [C](https://news.example.org/pt-br/world/) [D](/culture/four/)\n\n",
    ),
    "an address of a heading": ("\n---\n\n", "\n---\n\n[E](/pt-br/world/three/#new) [F](../../culture/four/)\n\n"),
    "an address": ("\n---\n\n", "\n---\n\n[A](/world/one/) [B](/world/nothing/)\n\n"),
    "a slug": ("title: ", "slug: other\ntitle: "),
    "an alias": ("title: ", "aliases: [/old/]\ntitle: "),
    "a tag": ("title: ", "tags: [c]\ntitle: "),
    "an embargo": ("title: ", "publish_at: 2026-07-01T00:00:00Z\ntitle: "),
    "an end": ("title: ", "expires: 2026-06-01T12:00:00Z\ntitle: "),
    "a draft": ("title: ", "draft: true\ntitle: "),
    "a language": ("title: ", "lang: fr\ntitle: "),
    "limits": ("title: ", "locales: [en]\ntitle: "),
    "a picture": ("Text.", "![Another](pic.png) ![none](none.png)"),
    "no picture": ("![A](pic.png)", ""),
    "a widget": ("title: ", "widgets: [none]\ntitle: "),
    "a source": ("title: ", "source: nobody\ntitle: "),
    "a question": ("title: ", "questions: [{q: Why?, a: Because.}]\ntitle: "),
    "an unknown key": ("title: ", "titel: x\ntitle: "),
    "broken front matter": ("title: ", "title: [\n"),
    "nothing": ("", ""),
}


def prepared_from(files: Mapping[str, str], memory: Warm, options: BuildOptions) -> Found[Prepared]:
    return prepare(site(files), options, workshop(memory))


def site(files: Mapping[str, str]) -> Snapshot:
    return structs.replace(snapshot(files, IMAGES), shipped=read_shipped())


def pages(prepared: Prepared, memory: Warm) -> dict[str, bytes]:
    inputs, _ = read_inputs(site(FILES), Serial(), no_progress)  # which making pages does not ask for
    proof = Proof(inputs, site(FILES), prepared, memory.all_insides())
    return {path: proof.sheet(path).data for row in prepared.resolved.rows for path in row.paths()}


def revised_and_anew(steps: list[tuple[str, str]], options: BuildOptions = OPTIONS) -> bool:
    """Makes edits one after the other; whether all of them were taken. What was taken must equal the whole work."""
    memory = Warm(Recollection())
    files = dict(FILES)
    prepared, found = prepared_from(files, memory, OPTIONS)
    for path, edit in steps:
        old, new = EDITS[edit]
        files[path] = files[path].replace(old, new, 1)
        config, sections = prepared.resolved.model.config, prepared.resolved.model.sections
        by_path = {section.path: section for section in sections}
        read_again({f"content/{path}": files[path].encode()}, config, by_path, memory)
        taken = revise(prepared, found, f"content/{path}", memory.articles(), options)
        if taken is None:
            return False
        prepared, found = taken
        other_memory = Warm(Recollection())
        anew, found_anew = prepared_from(files, other_memory, options)
        assert in_order(found) == in_order(found_anew)
        assert prepared.projections.insides == anew.projections.insides
        assert structs.replace(prepared.resolved, rows=()) == structs.replace(anew.resolved, rows=())
        assert pages(prepared, memory) == pages(anew, other_memory)
    return True


@pytest.mark.parametrize(
    "edit", ["a word", "a line", "a title", "a link", "a tag", "a question", "nothing", "addresses of pages"]
)
def test_words_are_taken(edit: str) -> None:
    assert revised_and_anew([("world/two.md", edit)])


def test_headings_are_taken_where_nobody_links_to_one() -> None:
    assert revised_and_anew([("world/three.md", "a new heading")])
    assert not revised_and_anew([("world/two.md", "a new heading")])
    assert revised_and_anew([("world/one.md", "an address of a heading"), ("world/three.md", "a word")])
    assert not revised_and_anew([("world/one.md", "an address of a heading"), ("world/three.md", "a new heading")])


def test_addresses_that_may_be_files_are_declined() -> None:
    assert not revised_and_anew([("world/two.md", "an address")])


@pytest.mark.parametrize("edit", ["a date", "an anchor", "a slug", "an alias", "an embargo", "limits", "no picture"])
def test_what_others_depend_on_is_declined(edit: str) -> None:
    assert not revised_and_anew([("world/two.md", edit)])


def test_what_is_not_sound_is_declined() -> None:
    assert not revised_and_anew([("world/two.md", "broken front matter")])
    assert revised_and_anew([("world/two.md", "a word"), ("world/one.md", "a source")])
    assert not revised_and_anew([("world/one.md", "a source"), ("world/two.md", "a word")])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(sorted(FILES)), st.sampled_from(sorted(EDITS))), min_size=1, max_size=3))
def test_a_revised_site_is_the_site_prepared_anew(steps: list[tuple[str, str]]) -> None:
    revised_and_anew(steps, structs.replace(OPTIONS, now=NOW.replace(minute=30)))
