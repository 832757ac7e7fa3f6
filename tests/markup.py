"""Reading pages, with a failed test where they lack what is looked for."""

from lxml import etree


def first(tree: etree._Element, path: str) -> etree._Element:
    """The first element that a path leads to."""
    found = tree.find(path)
    assert found is not None, path
    return found


def value(element: etree._Element, name: str) -> str:
    """What an attribute says."""
    said = element.get(name)
    assert said is not None, name
    return said


def words(element: etree._Element) -> str:
    """All the text in an element."""
    return str(element.xpath("string()"))
