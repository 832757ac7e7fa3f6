from support import article, resolved


def test_a_translation_inherits_what_it_leaves_unsaid() -> None:
    result, found = resolved(
        {
            "_sources.yaml": "wire: {name: 华尔街日报, lang: zh-Hans}\n",
            "markets/copper.md": article(
                "Copper",
                summary="It climbed.",
                source="wire",
                tags="[metal]",
                image="{src: c.png, alt: Coils, credit: Desk}",
            ),
            "markets/copper.pt-BR.md": article("Cobre", date="", image="{alt: Bobinas}"),
        },
        images=("markets/c.png",),
    )
    assert found == []
    english, portuguese = result.model.stories["markets/copper"].editions
    assert english.source is not None
    assert (english.source.name.value, english.source.name.lang) == ("华尔街日报", "zh-Hans")
    assert portuguese.source == english.source
    assert portuguese.published == english.published
    assert portuguese.tags == english.tags
    assert portuguese.summary is None, "texts are not inherited: they would be in the wrong language"
    assert portuguese.image is not None
    assert portuguese.image.alt is not None
    assert (portuguese.image.alt.value, portuguese.image.alt.lang) == ("Bobinas", "pt-BR")
    assert portuguese.image.credit is not None
    assert portuguese.image.credit.lang == "en"


def test_sections_give_defaults_from_the_inside_out() -> None:
    result, found = resolved(
        {
            "world/_section.yaml": "title: World\ndefaults: {authors: [World desk], tags: [world]}\n",
            "world/south/_section.yaml": "title: South\ndefaults: {authors: [South desk]}\n",
            "world/south/river.md": article(),
            "world/sea.md": article(authors="[Ana Lima]"),
        }
    )
    assert found == []
    river = result.model.stories["world/south/river"].original
    assert [author.name.value for author in river.authors] == ["South desk"]
    assert [tag.value for tag in river.tags] == ["world"]
    assert [author.name.value for author in result.model.stories["world/sea"].original.authors] == ["Ana Lima"]


def test_a_section_can_have_a_language_of_its_own() -> None:
    result, _ = resolved(
        {"mundo/_section.yaml": "title: Mundo\ndefaults: {lang: pt-BR}\n", "mundo/rio.md": article("O rio")}
    )
    assert result.model.stories["mundo/rio"].original.lang == "pt-BR"


def test_a_translation_key_joins_files_in_different_places() -> None:
    result, found = resolved(
        {
            "world/river.md": article("River", translation_key="the-river"),
            "world/river.ar.md": article("النهر", date=""),
            "mundo/rio.md": article("Rio", lang="pt-BR", translation_key="the-river"),
        }
    )
    assert found == []
    assert [edition.lang for edition in result.model.stories["the-river"].editions] == ["en", "pt-BR", "ar"]


def test_what_is_wrong_between_files() -> None:
    _, found = resolved(
        {
            "a/one.md": article(),
            "a/one/index.md": article(),
            "a/two.pt-BR.md": article(date=""),
            "a/three.md": article(source="nobody", widgets="[nothing]", locales="[en, fi]"),
        }
    )
    assert found == [
        "content/a/one/index.md duplicate-translation",
        "content/a/three.md:4:9 unknown-source",
        "content/a/three.md:5:11 unknown-widget",
        "content/a/three.md:6:15 unknown-locale",
        "content/a/two.pt-BR.md translation-without-original",
        "content/a/two.pt-BR.md:1:1 missing-key",
    ]
