from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gazeta.sources.article import read_article
from gazeta.sources.markdown.options import MarkdownOptions

Gazeta = Callable[..., "CompletedProcess[str]"]


def test_an_article_to_fill_in(gazeta: Gazeta, news: Path) -> None:
    run = gazeta("new", "world/river-treaty", "-s", "news", "--title", 'The "river": a treaty')
    assert run.returncode == 0, run.stderr
    path = news / "content/world/river-treaty.md"
    assert str(Path("news/content/world/river-treaty.md")) in run.stdout
    article, found = read_article(path.read_bytes(), "content/world/river-treaty.md", "en", MarkdownOptions())
    assert [problem.code for problem in found] == ["placeholder"]
    assert article is not None
    assert 'title: "The \\"river\\": a treaty"\n' in path.read_text()
    assert article.manuscript.shared.draft is True
    assert "date: 2026-06-02T22:00+00:00\n" in path.read_text()
    assert gazeta("check", "-s", "news", "--strict", "--drafts").returncode == 0
    assert "river-treaty" in gazeta("list", "drafts", "-s", "news").stdout


def test_every_comment_in_it_can_be_taken_at_its_word(gazeta: Gazeta, news: Path) -> None:
    gazeta("new", "world/x", "-s", "news", "--lang", "pt-BR")
    path = news / "content/world/x.md"
    text = path.read_text().replace("\n# ", "\n")
    text = text.replace("the publisher it is credited to, an id from content/_sources.yaml", "city-wire")
    article, found = read_article(text.encode(), "content/world/x.md", "en", MarkdownOptions())
    assert [problem.code for problem in found] == ["placeholder"]
    assert article is not None
    shared = article.manuscript.shared
    assert article.manuscript.lang == "pt-BR"
    assert all(
        (shared.source, shared.authors, shared.tags, shared.image, shared.related, shared.publish_at, shared.expires)
    )
    assert article.manuscript.summary
    assert article.inside.questions


def test_a_translation_of_what_is_to_come_is_published_with_it(gazeta: Gazeta, news: Path) -> None:
    path = news / "content/world/soon.md"
    path.write_text("---\ntitle: Soon\ndate: 2026-06-01\npublish_at: 2026-06-03T06:00:00Z\n---\nText.\n")
    assert gazeta("new", "-s", "news", "-t", "world/soon", "-l", "ar").returncode == 0
    assert "date:" not in (news / "content/world/soon.ar.md").read_text()


def test_an_article_without_a_section_is_said_to_be_a_standing_page(gazeta: Gazeta, news: Path) -> None:
    for words in (["flood"], ["tide", "--bundle"]):
        said = gazeta("new", *words, "-s", "news").stdout
        assert "in no list and in no feed" in said
        assert f"culture/{words[0]}. There are: culture, world." in said
    assert "standing page" not in gazeta("new", "world/rain", "-s", "news").stdout


def test_what_is_left_of_it_is_told_once_it_is_no_draft(gazeta: Gazeta, news: Path) -> None:
    gazeta("new", "world/x", "-s", "news")
    gazeta("new", "-s", "news", "-t", "world/welcome", "-l", "fr")
    gazeta("new", "-s", "news", "-t", "first-steps", "-l", "ar")
    said = gazeta("check", "-s", "news", "--drafts").stdout
    assert "placeholder" not in said
    assert "untranslated" not in said
    for name in ("x.md", "first-steps.ar.md"):
        path = news / "content/world" / name
        path.write_text(path.read_text().replace("draft: true  # delete this line to publish\n", ""))
    run = gazeta("check", "-s", "news", "--strict")
    assert run.returncode == 1
    assert "Write the article here." in run.stdout
    assert "first-steps.ar.md" in run.stdout
    assert "untranslated-translation" in run.stdout


def test_its_date_is_in_the_sites_zone(gazeta: Gazeta, news: Path) -> None:
    site = news / "site.yaml"
    site.write_text(site.read_text().replace("time_zone: UTC", "time_zone: America/Sao_Paulo"))
    gazeta("new", "world/x", "-s", "news")
    assert "date: 2026-06-02T19:00-03:00\n" in (news / "content/world/x.md").read_text()


def test_a_bundle_and_a_standing_page(gazeta: Gazeta, news: Path) -> None:
    assert gazeta("new", "culture/opera", "--bundle", "-s", "news").returncode == 0
    assert (news / "content/culture/opera/index.md").exists()
    assert gazeta("new", "about-us", "-s", "news").returncode == 0
    assert 'title: "About us"' in (news / "content/about-us.md").read_text()


@pytest.mark.parametrize(
    "reference",
    [
        "culture/bridge-lights",
        "bridge-lights",
        "content/culture/bridge-lights/index.md",
        "news/content/culture/bridge-lights/index.md",
    ],
)
def test_a_translation_beside_its_original(gazeta: Gazeta, news: Path, reference: str) -> None:
    run = gazeta("new", "-s", "news", "--translation-of", reference, "--lang", "pt")
    assert run.returncode == 0, run.stderr
    text = (news / "content/culture/bridge-lights/index.pt.md").read_text()
    assert "The old bridge gets its lights back" in text
    assert "  alt: " in text
    assert "\ndate: 2026-06-02T22:00+00:00  #" in text
    assert "From a drawing in the attic" in text
    assert gazeta("check", "-s", "news", "--drafts", "--strict").returncode == 0


def test_a_translation_with_questions_and_an_address_of_its_own(gazeta: Gazeta, news: Path) -> None:
    (news / "content/world/welcome.ar.md").unlink()
    run = gazeta(
        "new", "world/marhaban", "-s", "news", "-t", "content/world/welcome.pt-BR.md", "-l", "ar", "--title", "أهلًا"
    )
    assert run.returncode == 0, run.stderr
    text = (news / "content/world/welcome.ar.md").read_text()
    assert 'title: "أهلًا"\n' in text
    assert "\nslug: marhaban\n" in text
    assert '  - q: "Where is this text?"\n    a: …\n' in text
    assert gazeta("check", "-s", "news", "--drafts").returncode == 0


def test_nothing_is_written_over(gazeta: Gazeta, news: Path) -> None:
    before = {path: path.read_bytes() for path in news.rglob("*") if path.is_file()}
    for words in (
        ["world/welcome"],
        ["culture/bridge-lights"],
        ["--translation-of", "welcome", "--lang", "ar"],
        ["--translation-of", "welcome", "--lang", "en"],
    ):
        assert gazeta("new", *words, "-s", "news").returncode == 2
    assert {path: path.read_bytes() for path in news.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["wrld/x"], "“world”"),
        (["world/a b"], "letters, digits and hyphens"),
        (["world/../x"], "no section"),
        (["../x"], "no section"),
        (["world/"], "cannot stand"),
        (["world/x", "--lang", "xx"], "BCP 47"),
        (["--translation-of", "welcom", "--lang", "ar"], "“world/welcome”"),
        (["--translation-of", "first-steps"], "--lang"),
        (["--translation-of", "first-steps", "--lang", "fi"], "locales"),
        (["culture/x", "--translation-of", "first-steps", "--lang", "ar"], "world/x"),
        ([], "gazeta new"),
    ],
)
def test_wrong_wishes_say_what_would_be_right(gazeta: Gazeta, news: Path, words: list[str], hint: str) -> None:
    run = gazeta("new", *words, "-s", "news")
    assert run.returncode == 2
    assert hint in run.stderr


def test_without_a_site(gazeta: Gazeta) -> None:
    run = gazeta("new", "world/x")
    assert run.returncode == 2
    assert "site.yaml" in run.stderr
