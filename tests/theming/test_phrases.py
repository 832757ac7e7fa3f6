"""Which phrasebook speaks, and with which plural form."""

from gazeta.core.text import Text
from gazeta.sources.translation.phrasebook import Phrasebook, form_index
from gazeta.theming.phrases import Phrases

OWN = Phrasebook(lang="pt-BR", messages={"Summary": ("Resumo",)})
PARENT = Phrasebook(lang="pt", messages={"Summary": ("Sumário",), "Topics": ("Temas",)})
SPANISH = Phrasebook(lang="es", messages={"Corrections": ("Correcciones",)})


def test_the_first_book_that_has_a_phrase_speaks() -> None:
    phrases = Phrases("pt-BR", [OWN, PARENT, SPANISH])
    assert phrases.phrase("Summary") == Text(value="Resumo", lang="pt-BR")
    assert phrases.phrase("Topics") == Text(value="Temas", lang="pt-BR")  # a variety needs no mark
    assert phrases.phrase("Corrections") == Text(value="Correcciones", lang="es")
    assert phrases.phrase("Draft") == Text(value="Draft", lang="en")
    assert Phrases("en-GB", []).phrase("Draft").lang == "en-GB"


def test_what_is_missing() -> None:
    keys = ("Summary", "Topics", "Corrections", "relative time\x04Now")
    assert Phrases("pt-BR", [OWN, PARENT, SPANISH]).missing(keys) == ("Corrections", "relative time\x04Now")


def test_gettexts_functions() -> None:
    messages = {"one": ("eins", "viele"), "menu\x04Open": ("Öffnen",), "menu\x04a": ("b", "c")}
    phrases = Phrases("de", [Phrasebook(lang="de", messages=messages)])
    assert phrases.gettext("one") == "eins"
    assert [phrases.ngettext("one", "many", n) for n in (0, 1, 2)] == ["viele", "eins", "viele"]
    assert (phrases.pgettext("menu", "Open"), phrases.pgettext("door", "Open")) == ("Öffnen", "Open")
    assert phrases.npgettext("menu", "a", "as", 5) == "c"
    assert [phrases.ngettext("day", "days", n) for n in (1, 2)] == ["day", "days"]


def test_forms_by_cldrs_rules() -> None:
    assert [form_index("ru", n) for n in (1, 2, 5, 11, 21)] == [0, 1, 2, 2, 0]
    assert [form_index("ar", n) for n in (0, 1, 2, 3, 11, 100)] == [0, 1, 2, 3, 4, 5]
    assert [form_index("pt-BR", n) for n in (0, 1, 2, 1_000_000)] == [0, 0, 2, 1]
    assert form_index("ja", 7) == 0
