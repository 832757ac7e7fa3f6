import pytest
from msgspec import Struct

from gazeta.core.records import alike


class One(Struct, frozen=True, kw_only=True):
    name: str
    count: int = 0
    own: str = ""

    @property
    def long(self) -> str:
        return self.name * 2


class Other(Struct, frozen=True, kw_only=True):
    name: str
    long: str
    count: str = "none"


def test_fields_of_the_same_names_are_taken_over_but_for_those_that_are_given() -> None:
    assert alike(Other, One(name="a", count=3), count="three") == Other(name="a", long="aa", count="three")


def test_what_the_other_has_not_is_left_to_defaults_or_missing() -> None:
    assert alike(One, Other(name="a", long="b"), count=1) == One(name="a", count=1)
    with pytest.raises(TypeError, match="long"):
        alike(Other, object(), name="a")
    with pytest.raises(TypeError, match="nothing"):
        alike(One, Other(name="a", long="b"), nothing=1)
