import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from gazeta.sources.config.site_config import read_config
from gazeta.sources.filenames import read_filename
from support import ROOT

Gazeta = Callable[..., "CompletedProcess[str]"]
SCAFFOLD = ROOT / "generator" / "gazeta" / "scaffold"


def test_a_site_that_works_and_what_to_do_next(gazeta: Gazeta, tmp_path: Path) -> None:
    run = gazeta("init", "news")
    assert run.returncode == 0, run.stderr
    assert run.stdout.index("cd news") < run.stdout.index("gazeta build")
    built = gazeta("build", "-s", "news", "--strict")
    assert built.returncode == 0, built.stdout + built.stderr
    public = tmp_path / "news" / "public"
    assert 'lang="pt-BR"' in (public / "pt-br/world/welcome/index.html").read_text()
    assert 'dir="rtl"' in (public / "ar/index.html").read_text()
    assert (tmp_path / "news" / ".gitignore").read_text() == "/public/\n/.gazeta/\n"


@pytest.mark.parametrize(
    "locales",
    ["en", "pt-BR", "es,fr,de", "zh-Hans,ar,ja", "de,en", "zh-Hant", "pt-PT,en", "en-GB", "gl,es", "he,ru,hi"],
)
def test_it_has_no_error_in_any_languages(gazeta: Gazeta, tmp_path: Path, locales: str) -> None:
    run = gazeta("init", "news", "--locales", locales, "--title", 'A "quoted": title #1')
    assert run.returncode == 0, run.stderr
    checked = gazeta("check", "-s", "news")
    assert checked.returncode == 0, checked.stdout
    config, found = read_config((tmp_path / "news/site.yaml").read_text())
    assert found == ()
    assert config.title.texts[0].value == 'A "quoted": title #1'
    assert [locale.tag for locale in config.locales] == locales.split(",")
    assert config.default_locale == config.content_language == locales.split(",", maxsplit=1)[0]


def test_the_chosen_languages_and_no_others(gazeta: Gazeta, tmp_path: Path) -> None:
    gazeta("init", "news", "--locales", "en,ja", "--base-url", "https://jp.example.org/news/")
    texts = [path.read_text() for path in (tmp_path / "news").rglob("*") if path.suffix in {".md", ".yaml"}]
    assert sorted(path.name for path in (tmp_path / "news/content/world").iterdir()) == [
        "_section.yaml",
        "first-steps.md",
        "welcome.ja.md",
        "welcome.md",
    ]
    assert not any("Mundo" in text or "العالم" in text for text in texts)
    assert any("国際" in text for text in texts)
    assert "base_url: https://jp.example.org/news\n" in texts[0] + "".join(texts)
    assert not any(re.search(r"\{(lang|title|newest|middle|oldest|first|locales|base_url)\}", text) for text in texts)


def test_a_folder_with_anything_in_it_is_left_alone(gazeta: Gazeta, tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "thesis.txt").write_text("mine")
    run = gazeta("init", "news")
    assert run.returncode == 2
    assert "not empty" in run.stderr
    assert [path.name for path in (tmp_path / "news").iterdir()] == ["thesis.txt"]
    (tmp_path / "empty").mkdir()
    assert gazeta("init", "empty").returncode == 0


@pytest.mark.parametrize("words", [["--locales", "xx-YY"], ["--locales", ","], ["--base-url", "news.example.org"]])
def test_wrong_wishes(gazeta: Gazeta, tmp_path: Path, words: list[str]) -> None:
    assert gazeta("init", "news", *words).returncode == 2
    assert not (tmp_path / "news").exists()


def test_every_translation_of_the_scaffold_is_known_to_init() -> None:
    names = [read_filename(path.relative_to(SCAFFOLD).as_posix())[0] for path in SCAFFOLD.rglob("*.md")]
    assert {name.lang for name in names} == {None, "pt-BR", "es", "fr", "de", "zh-Hans", "ar", "ja"}
