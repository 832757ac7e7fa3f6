"""`theme.yaml`."""

from gazeta.sources.config.theme_manifest import read_theme_manifest


def test_a_manifest() -> None:
    text = "name: Mine\ndescription: Ours\nlicence: MIT\nextends: broadsheet\n"
    manifest, found = read_theme_manifest(text, "themes/mine/theme.yaml")
    assert found == ()
    assert (manifest.name, manifest.description, manifest.licence) == ("Mine", "Ours", "MIT")
    assert (manifest.extends, str(manifest.extends_span)) == ("broadsheet", "themes/mine/theme.yaml:4:10")


def test_what_is_wrong_in_it() -> None:
    manifest, found = read_theme_manifest("nam: Mine\nextends: [a]\n", "theme.yaml")
    assert [(d.code, d.span.line) for d in found] == [("wrong-type", 2), ("unknown-key", 1)]
    assert manifest.name == ""
    assert read_theme_manifest("", "theme.yaml")[1] == ()
    assert read_theme_manifest("{", "theme.yaml")[1][0].code == "bad-yaml"
