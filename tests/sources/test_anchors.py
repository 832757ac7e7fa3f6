import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.anchors import Anchors, slugify
from gazeta.sources.markdown.sanitize import sanitize
from gazeta.sources.typography.quotation import quotation_marks
from gazeta.sources.typography.typesetting import typographic


@given(st.text())
def test_a_slug_of_a_slug_is_the_same(text: str) -> None:
    assert slugify(slugify(text)) == slugify(text)


@given(st.lists(st.text(max_size=4), max_size=20))
def test_anchors_are_unique(texts: list[str]) -> None:
    anchors = Anchors()
    taken = [anchors.take(text) for text in texts]
    assert len(set(taken)) == len(taken)
    assert all(taken)


def test_footnotes_ids_are_kept_free() -> None:
    assert [Anchors().take(text) for text in ("fn 1", "fnref-12", "fn")] == ["section-fn-1", "section-fnref-12", "fn"]


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("en", "“”‘’"),
        ("pt-BR", "“”‘’"),
        ("pt-PT", "«»“”"),
        ("pt-AO", "«»“”"),
        ("de", "„“‚‘"),
        ("sv", "””’’"),
        ("ja", "「」『』"),
        ("zh-Hans", "“”‘’"),
        ("zh-TW", "「」『』"),
        ("ar-EG", "”“’‘"),
        ("ru", "«»„“"),
        ("xx", "“”‘’"),
        ("es-MX", "“”‘’"),
    ],
)
def test_quotation_marks(tag: str, marks: str) -> None:
    assert "".join(quotation_marks(tag)) == marks


def test_french_has_its_spaces_inside() -> None:
    assert quotation_marks("fr")[:2] == ("«\u202f", "\u202f»")
    assert quotation_marks("fr-CH")[:2] == ("«", "»")


MUTATIONS = (
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<a href="java&#0115;cript:alert(1)">',
    "<b id=gz-main>x</b>",
    '<p style="position:fixed" onclick=x id=a>',
    "<iframe srcdoc='<script>x</script>'>",
    "<img srcset='x 1x' src=javascript:x>",
)


@pytest.mark.parametrize("html", MUTATIONS)
def test_sanitising_is_final(html: str) -> None:
    once = sanitize(html, frozenset({"a"}))
    assert sanitize(once, frozenset({"a"})) == once
    for forbidden in ("onerror", "onclick", "javascript", "style=", "<svg", "<math", "<iframe", "srcset", "<form"):
        assert forbidden not in once.lower() or "&lt;" in once, once


def test_foreign_ids_get_a_prefix() -> None:
    assert (
        sanitize('<b id="gz-main">x</b><b id="a">y</b>', frozenset({"a"})) == '<b id="u-gz-main">x</b><b id="a">y</b>'
    )


@pytest.mark.parametrize(
    ("tag", "straight", "set_"),
    [
        ("en", 'A program taught to say "I don\'t know"', "A program taught to say “I don’t know”"),
        (
            "en",
            "\"She said 'no' twice\": the '90s, the dogs' home",
            "“She said ‘no’ twice”: the ’90s, the dogs’ home",
        ),
        ("de", '("Nein", sagte sie)', "(„Nein“, sagte sie)"),
        ("fr", 'l\'affaire "X"', "l’affaire «\u202fX\u202f»"),
        ("en", '6" of snow', '6" of snow'),
        ("en", "nothing to do", "nothing to do"),
    ],
)
def test_plain_texts_get_their_marks(tag: str, straight: str, set_: str) -> None:
    assert typographic(straight, tag) == set_
