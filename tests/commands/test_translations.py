"""`gazeta translations`, `gazeta check --languages` and pseudo-locales, as one meets them."""

import json
from pathlib import Path
from typing import Any

import polib
import pytest

from commands.conftest import NOW, Gazeta

SITE = """\
base_url: https://a.example
title: The Paper
locales: [en, pt-BR, es, de]
"""


def article(title: str, body: str, **front: str) -> str:
    lines = "".join(f"{name}: {value}\n" for name, value in {"title": title, **front}.items())
    return f"---\n{lines}---\n\n{body}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "a"
    (folder / "content/m").mkdir(parents=True)
    (folder / "site.yaml").write_text(SITE)
    body = "Lead.\n\n## Facts\n\nThe river rose.\n"
    (folder / "content/m/one.md").write_text(article("One", body, date="2026-06-01T10:00:00Z"))
    (folder / "content/m/one.pt-BR.md").write_text(article("Um", "Abertura.\n\n## Factos\n\nO rio subiu."))
    (folder / "content/m/two.md").write_text(article("Two", "Text.", date="2026-06-01T11:00:00Z", locales="[en, es]"))
    return folder


def status(gazeta: Gazeta, site: Path, *words: str) -> dict[str, dict[str, dict[str, Any]]]:
    run = gazeta("translations", "status", "-s", str(site), "--format", "json", "--now", NOW, *words)
    assert run.returncode in {0, 1}, run.stderr
    rows = json.loads(run.stdout)["articles"]
    return {row["key"]: {cell["locale"]: cell for cell in row["cells"]} for row in rows}


def states(cells: dict[str, dict[str, Any]]) -> list[object]:
    return [cell["state"] for cell in cells.values()]


def test_the_table_of_articles_by_locales(gazeta: Gazeta, site: Path) -> None:
    table = status(gazeta, site)
    assert states(table["m/one"]) == ["translated", "translated", "fallback", "fallback"]
    assert states(table["m/two"]) == ["translated", "missing", "fallback", "missing"]
    assert table["m/one"]["en"]["original"]
    assert not table["m/one"]["pt-BR"]["recorded"]
    shown = gazeta("translations", "status", "-s", str(site), "--now", NOW).stdout
    assert shown.splitlines()[0].split() == ["article", "en", "pt-BR", "es", "de"]
    assert shown.splitlines()[1].split() == ["m/one", "original", "yes?", "·", "·"]
    assert shown.splitlines()[-1] == "3 translated, 3 fallback, 2 missing."
    assert list(status(gazeta, site, "--locale", "de", "--state", "missing")) == ["m/two"]
    assert list(status(gazeta, site, "m/two")) == ["m/two"]


def test_a_translation_is_stale_when_its_original_changed_and_not_before(gazeta: Gazeta, site: Path) -> None:
    run = gazeta("translations", "mark", "m/one", "-s", str(site), "--now", NOW)
    assert "1 translation recorded" in run.stdout
    record = site / "translations/m/one.pt-BR.json"
    assert json.loads(record.read_text())["original"] == "content/m/one.md"
    assert status(gazeta, site)["m/one"]["pt-BR"]["recorded"]
    original = site / "content/m/one.md"
    text = original.read_text()
    original.write_text(text.replace("date: 2026-06-01", "date: 2026-05-31"))  # a date is nobody's translation
    assert states(status(gazeta, site)["m/one"])[1] == "translated"
    original.write_text(text.replace("The river rose.", "The river rose twice."))
    cell = status(gazeta, site)["m/one"]["pt-BR"]
    assert cell["state"] == "stale"
    assert [change["name"] for change in cell["changed"]] == ["Facts"]
    assert gazeta("translations", "status", "-s", str(site), "--now", NOW, "--strict").returncode == 1
    shown = gazeta("translations", "diff", "m/one", "-s", str(site), "--now", NOW).stdout
    assert "-The river rose.\n+The river rose twice.\n" in shown
    assert "@@ Facts @@" in shown
    gazeta("translations", "mark", "content/m/one.pt-BR.md", "-s", str(site), "--now", NOW)
    assert states(status(gazeta, site)["m/one"])[1] == "translated"
    assert gazeta("translations", "diff", "-s", str(site), "--now", NOW).stdout == ""


def test_a_translation_that_is_begun_with_new_is_recorded(gazeta: Gazeta, site: Path) -> None:
    assert gazeta("new", "-t", "m/one", "--lang", "es", "-s", str(site)).returncode == 0
    assert status(gazeta, site)["m/one"]["es"]["recorded"]
    original = site / "content/m/one.md"
    original.write_text(original.read_text().replace("Lead.", "Another lead."))
    assert [change["name"] for change in status(gazeta, site)["m/one"]["es"]["changed"]] == ["beginning"]


def test_a_broken_record_is_reported_and_nothing_marked(gazeta: Gazeta, site: Path) -> None:
    gazeta("translations", "mark", "--all", "-s", str(site), "--now", NOW)
    (site / "translations/m/one.pt-BR.json").write_text("{")
    run = gazeta("translations", "status", "-s", str(site), "--now", NOW)
    assert "translations/m/one.pt-BR.json:1: This is not a record as Gazeta writes them." in run.stderr
    assert run.returncode == 1


def test_words_that_name_nothing_are_refused(gazeta: Gazeta, site: Path) -> None:
    assert gazeta("translations", "mark", "-s", str(site)).returncode == 2
    assert "Did you mean “m/one”" in gazeta("translations", "status", "m/on", "-s", str(site)).stderr
    assert gazeta("translations", "status", "-l", "fr", "-s", str(site)).returncode == 2


def test_catalogs_are_prepared_kept_and_checked(gazeta: Gazeta, site: Path) -> None:
    (site / "templates").mkdir()
    page = '{% extends "broadsheet/not-found.html" %}\n{# Translators: An excuse. #}\n{% block main %}{{ _("Sorry") }}{% endblock %}\n'
    (site / "templates/not-found.html").write_text(page)
    assert gazeta("translations", "extract", "-s", str(site)).returncode == 0
    wanted = polib.pofile(str(site / "locales/gazeta.pot"))
    assert [(entry.msgctxt, entry.msgid) for entry in wanted] == [
        (None, "Sorry"),
        ("site", "The Paper"),
        ("site", "M"),
    ]
    assert wanted[0].comment == "An excuse."
    assert wanted[0].occurrences == [("not-found.html", "3")]
    run = gazeta("translations", "check", "-s", str(site))
    assert run.returncode == 1
    assert run.stdout.count("untranslated-phrase") == 3  # not for English
    assert gazeta("translations", "update", "-s", str(site)).returncode == 0
    path = site / "locales/pt-BR/LC_MESSAGES/gazeta.po"
    catalog = polib.pofile(str(path))
    catalog.find("Sorry").msgstr = "Desculpe"
    catalog.find("The Paper").msgstr = "O Jornal"
    catalog.save()
    gazeta("build", "-s", str(site), "--now", NOW)
    home = (site / "public/pt-br/index.html").read_text()
    assert ">O Jornal</a>" in home
    assert "Desculpe" in (site / "public/pt-br/404.html").read_text()
    assert "untranslated-phrase" not in gazeta("translations", "check", "-l", "pt-BR", "-s", str(site)).stdout
    catalog.find("Sorry").flags.append("fuzzy")
    catalog.save()
    run = gazeta("translations", "check", "-l", "pt-BR", "-s", str(site))
    assert run.returncode == 1
    assert "fuzzy-phrase" in run.stdout
    (site / "templates/not-found.html").write_text(page.replace("Sorry", "Alas"))
    gazeta("translations", "update", "-s", str(site))
    after = polib.pofile(str(path))
    assert after.find("Sorry", include_obsolete_entries=True).obsolete
    assert after.find("Sorry", include_obsolete_entries=True).msgstr == "Desculpe"
    assert after.find("The Paper").msgstr == "O Jornal"


def test_a_broken_catalog_is_left_as_it_is(gazeta: Gazeta, site: Path) -> None:
    path = site / "locales/de/LC_MESSAGES/gazeta.po"
    path.parent.mkdir(parents=True)
    path.write_text('msgid "A"\nmsgstr "a\n')
    run = gazeta("translations", "update", "-s", str(site))
    assert run.returncode == 2
    assert "bad-catalog" in run.stderr
    assert path.read_text() == 'msgid "A"\nmsgstr "a\n'


def test_check_languages_finds_a_text_in_a_wrong_language(gazeta: Gazeta, site: Path) -> None:
    assert gazeta("check", "--languages", "-s", str(site), "--now", NOW).returncode == 0
    text = "Der Fluss ist in der vergangenen Nacht noch einmal um fast zwei Meter gestiegen."
    (site / "content/m/three.md").write_text(article("Three", text, date="2026-06-01T12:00:00Z"))
    run = gazeta("check", "--languages", "--strict", "-s", str(site), "--now", NOW)
    assert run.returncode == 1
    assert "[wrong-language]" in run.stdout
    assert "does not read like en: de. It stands on" in run.stdout


def test_a_theme_that_breaks_hreflang_does_not_pass_check(gazeta: Gazeta, site: Path) -> None:
    (site / "templates/parts").mkdir(parents=True)
    (site / "templates/parts/head.html").write_text(
        "<title>{{ page.head.title }}</title>\n"
        '<link rel="canonical" href="{{ page.head.canonical }}">\n'
        '{% for alternate in page.head.alternates if alternate.hreflang != "es" %}\n'
        '<link rel="alternate" hreflang="{{ alternate.hreflang|replace("-", "_") }}" href="{{ alternate.url }}">\n'
        "{% endfor %}\n"
    )
    run = gazeta("check", "--all", "-s", str(site), "--now", NOW)
    assert run.returncode == 1
    assert "hreflang “pt_BR” is no language tag in its usual form." in run.stdout
    assert "hreflang has no “x-default”." in run.stdout
    assert "in this sitemap has other hreflang links than the page itself." in run.stdout


def test_pseudo_locales_are_there_when_asked_for_and_never_else(gazeta: Gazeta, site: Path) -> None:
    assert gazeta("build", "--pseudo", "-s", str(site), "--now", NOW).returncode == 0
    accented = (site / "public/en-xa/index.html").read_text()
    assert '<html lang="en-XA" dir="ltr">' in accented
    assert "[Śḱíþ ẗó ćóńẗéńẗ" in accented
    assert '<html lang="ar-XB" dir="rtl">' in (site / "public/ar-xb/index.html").read_text()
    gazeta("build", "-s", str(site), "--now", NOW)
    assert not (site / "public/en-xa").exists()
    assert not [path for path in (site / "public").rglob("*") if path.is_file() and b"en-XA" in path.read_bytes()]


def test_localised_sections_and_slugs_lead_from_one_to_the_other(gazeta: Gazeta, site: Path) -> None:
    (site / "content/m/_section.yaml").write_text(
        "title: {en: Markets, pt: Mercados}\nslug: {en: markets, pt: mercados}\n"
    )
    path = site / "content/m/one.pt-BR.md"
    path.write_text(path.read_text().replace("title: Um\n", "title: Um\nslug: o-rio\n"))
    assert gazeta("check", "-s", str(site), "--now", NOW).returncode == 0
    gazeta("build", "-s", str(site), "--now", NOW)
    public = site / "public"
    assert "O rio subiu." in (public / "pt-br/mercados/o-rio/index.html").read_text()
    for old, new in (("pt-br/mercados/one", "pt-br/mercados/o-rio"), ("pt-br/m", "pt-br/mercados"), ("m", "markets")):
        assert f"url=https://a.example/{new}/" in (public / old / "index.html").read_text()
    head = (public / "markets/one/index.html").read_text()
    assert '<link rel="alternate" hreflang="pt-BR" href="https://a.example/pt-br/mercados/o-rio/">' in head
    sitemap = (public / "sitemaps/en-2026-06.xml").read_text()
    assert 'hreflang="pt-BR" href="https://a.example/pt-br/mercados/o-rio/"' in sitemap


def test_addresses_in_ascii(gazeta: Gazeta, site: Path) -> None:
    (site / "site.yaml").write_text(SITE + "slugs: ascii\n")
    (site / "content/m/größe.md").write_text(article("Größe", "Text.", date="2026-06-01T12:00:00Z", lang="de"))
    gazeta("build", "-s", str(site), "--now", NOW)
    assert (site / "public/de/m/groesse/index.html").is_file()
