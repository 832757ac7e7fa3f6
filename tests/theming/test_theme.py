"""Layers: what wins, what stays reachable, and what is reported."""

from gazeta.core.diagnostics import Diagnostic
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.theme import Theme, assemble_theme
from theming.samples import SITE_ZONE, locale_view, shipped

BASE = {
    "themes/broadsheet/theme.yaml": b"name: Broadsheet\n",
    "themes/broadsheet/templates/article.html": b"shipped {% block a %}a{% endblock %} {% include 'parts/x.html' %}",
    "themes/broadsheet/templates/parts/x.html": b"shipped x",
    "themes/broadsheet/assets/broadsheet.css": b"shipped",
}


def assemble(site: dict[str, str], name: str = "broadsheet", **more: str) -> tuple[Theme, tuple[Diagnostic, ...]]:
    extra = {f"themes/{path.replace('__', '/')}.yaml": text.encode() for path, text in more.items()}
    return assemble_theme({path: text.encode() for path, text in site.items()}, {**BASE, **extra}, name)


def render(theme: Theme, name: str = "article.html") -> str:
    phrases = Phrases("en", ())
    view = locale_view("en", assets={})
    renderer = Renderer(theme, view, phrases, Formats("en", SITE_ZONE, SITE_ZONE), RelativeTime("en", phrases))
    return renderer.render(name, None)


def test_the_shipped_theme_alone() -> None:
    theme, found = assemble({})
    assert found == ()
    assert theme.manifest.name == "Broadsheet"
    assert render(theme) == "shipped a shipped x"
    assert theme.templates["article.html"] == theme.templates["broadsheet/article.html"]
    assert theme.assets == {"broadsheet.css": b"shipped"}


def test_the_sites_own_file_wins_and_extends_what_it_overrides() -> None:
    site = {
        "templates/article.html": "{% extends 'broadsheet/article.html' %}{% block a %}mine+{{ super() }}{% endblock %}",
        "assets/broadsheet.css": "mine",
        "assets/extra/logo.svg": "<svg/>",
        "content/templates/article.html": "not this",
    }
    theme, found = assemble(site)
    assert found == ()
    assert render(theme) == "shipped mine+a shipped x"
    assert theme.assets == {"broadsheet.css": b"mine", "extra/logo.svg": b"<svg/>"}
    assert theme.templates["article.html"][0] == "templates/article.html"


def test_a_part_that_a_site_overrides_is_used_by_the_shipped_templates() -> None:
    assert render(assemble({"templates/parts/x.html": "my x"})[0]) == "shipped a my x"


def test_a_theme_of_the_sites_own_builds_on_broadsheet() -> None:
    site = {
        "themes/mine/templates/article.html": "{% extends 'broadsheet/article.html' %}{% block a %}theme{% endblock %}",
        "themes/mine/templates/parts/x.html": "theme x",
        "templates/parts/x.html": "site x + {% include 'mine/parts/x.html' %}",
    }
    theme, found = assemble(site, "mine")
    assert found == ()
    assert render(theme) == "shipped theme site x + theme x"
    assert "mine/article.html" in theme.templates
    assert theme.assets == {"broadsheet.css": b"shipped"}


def test_a_sites_folder_of_a_shipped_themes_name_lies_over_it() -> None:
    site = {"themes/broadsheet/templates/article.html": "over {% include 'broadsheet/article.html' %}"}
    assert render(assemble(site)[0]) == "over shipped a shipped x"


def test_a_chain_of_themes() -> None:
    site = {
        "themes/one/theme.yaml": "extends: two\n",
        "themes/one/templates/parts/x.html": "one{% if 0 %}{% include 'parts/y.html' %}{% endif %}",
        "themes/two/templates/parts/x.html": "two",
        "themes/two/templates/parts/y.html": "y of two",
    }
    theme, found = assemble(site, "one")
    assert found == ()
    assert render(theme) == "shipped a one"
    assert theme.templates["one/parts/y.html"] == theme.templates["two/parts/y.html"]
    assert theme.templates["one/article.html"] == theme.templates["broadsheet/article.html"]


def test_an_unknown_theme_is_reported_and_the_base_stands_in() -> None:
    theme, found = assemble({}, "broadshet")
    assert [(d.code, str(d.span), d.hint) for d in found] == [
        ("unknown-theme", "site.yaml", "Did you mean “broadsheet”?")
    ]
    assert render(theme) == "shipped a shipped x"


def test_an_unknown_parent_is_reported_where_it_is_named() -> None:
    _, found = assemble({"themes/mine/theme.yaml": "name: Mine\nextends: brodsheet\n"}, "mine")
    assert [str(d.span) for d in found] == ["themes/mine/theme.yaml:2:10"]


def test_themes_that_build_on_each_other_are_reported() -> None:
    site = {"themes/a/theme.yaml": "extends: b\n", "themes/b/theme.yaml": "extends: a\n"}
    theme, found = assemble(site, "a")
    assert [(d.code, d.message) for d in found] == [("unknown-theme", "The themes build on each other: a → b → a.")]
    assert theme.templates["article.html"]
    assert assemble({"themes/me/theme.yaml": "extends: me\n"}, "me")[1]


def test_faulty_files_are_reported_once() -> None:
    files = {"templates/article.html": b"a\n\xff", "themes/broadsheet/theme.yaml": b"licens: MIT\n"}
    _, found = assemble_theme(files, BASE, "broadsheet")
    assert [(d.code, str(d.span)) for d in found] == [
        ("unknown-key", "themes/broadsheet/theme.yaml:1:1"),
        ("not-utf-8", "templates/article.html:2:1"),
    ]


def test_the_theme_that_ships_is_in_order() -> None:
    theme, found = assemble_theme({}, shipped(), "broadsheet")
    assert found == ()
    assert (theme.manifest.name, theme.manifest.licence) == ("Broadsheet", "MIT")


def unused(site: dict[str, str]) -> list[tuple[str, str]]:
    return [(d.span.path, d.hint) for d in assemble(site)[1] if d.code == "unused-template"]


def test_a_copy_of_the_theme_that_ships_overrides_it() -> None:
    files = shipped()
    assert assemble_theme(files, files | {}, "broadsheet")[1] == ()


def test_a_template_that_is_nobodys_has_a_slip_in_its_name() -> None:
    assert unused({"templates/artcile.html": "x", "templates/parts/z.html": "x"}) == [
        ("templates/artcile.html", "Did you mean “article.html”?"),
        ("templates/parts/z.html", "Did you mean “parts/x.html”?"),
    ]
    assert unused({"themes/broadsheet/templates/Article.html": "x"}) == [
        (
            "themes/broadsheet/templates/Article.html",
            "Did you mean “article.html”? Only capital and small letters differ.",
        )
    ]
    assert unused({"templates/quite-different.txt": "x"}) == [
        ("templates/quite-different.txt", "Name it, or remove it.")
    ]


def test_a_template_that_another_names_or_may_name_is_somebodys() -> None:
    site = {
        "templates/article.html": "{% include 'parts/own.html' %}{% include \"parts/widget-\" ~ page.kind ~ '.html' %}",
        "templates/parts/own.html": "{% from 'macros.html' import m %}",
        "templates/macros.html": "{% macro m() %}{% endmacro %}",
        "templates/parts/widget-weather.html": "x",
    }
    assert unused(site) == []
