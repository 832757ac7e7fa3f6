import pytest

from gazeta.sources.front_matter import split, without


@pytest.mark.parametrize(
    ("text", "yaml", "yaml_line", "body", "body_line"),
    [
        ("---\ntitle: A\n---\nText\n", "title: A\n", 2, "Text\n", 4),
        ("---\n---\nText\n", "", 2, "Text\n", 3),
        ("---\ntitle: A\n---", "title: A\n", 2, "", 4),
        ("--- \ntitle: A\n---\t\n", "title: A\n", 2, "", 4),
        ("---\ntitle: A\n...\nText\n\n---\n", "title: A\n", 2, "Text\n\n---\n", 4),
        ("\n\n---\ntitle: A\n---\nText\n", "title: A\n", 4, "Text\n", 6),
        ("  ---\ntitle: A\n---\nText\n", "title: A\n", 2, "Text\n", 4),
        ("\n\ufeff---\ntitle: A\n---\nText\n", "title: A\n", 3, "Text\n", 5),
        ("---\ntext: |\n  a\n  ---\n  b\n---\nText\n", "text: |\n  a\n  ---\n  b\n", 2, "Text\n", 7),
        ("---\na: b\n---\nText\n\n---\nMore\n", "a: b\n", 2, "Text\n\n---\nMore\n", 4),
    ],
)
def test_an_article_in_two(text: str, yaml: str, yaml_line: int, body: str, body_line: int) -> None:
    parts = split(text)
    assert parts is not None
    assert (parts.yaml, parts.yaml_line, parts.body, parts.body_line) == (yaml, yaml_line, body, body_line)


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("---\ntitle: A\ndate: x\n\nText\n", 1, "begins on line 1 has no closing line", "after line 3"),
        ("\n---\ntitle: A\nText and more\n", 2, "begins on line 2 has no closing line", "after line 3"),
        ("---\ntags:\n  - a\n- b\n# c\nText: of an article\n---x\n", 1, "no closing line", "after line 6"),
        ("---\ntitle: A\n ---\nText\n", 1, "no closing line", "Line 3 is “---” after spaces"),
        ("---\ntitle: A\n----\nText\n", 1, "no closing line", "Line 3 is “----”: write three hyphens"),
        ("---\ntitle: A\n—\nText\n", 1, "no closing line", "Line 3 is “—”, which a word processor makes"),
        ("---\ntitle: A\n+++\nText\n", 1, "no closing line", "Line 3 is “+++”: write three hyphens"),
        ("---", 1, "no closing line", "after line 1"),
        ("—\ntitle: A\n—\n", 1, "Line 1 is a long dash (—)", "Write “---” there"),
        ("\n–––\ntitle: A\n–––\n", 2, "Line 2 is “–––”", "Write “---” there"),
        ("—-\ntitle: A\n—-\n", 1, "Line 1 is “—-”", "Write “---” there"),
        ("－－－\ntitle: A\n", 1, "Line 1 is “－－－”", "Write “---” there"),
        ("----\ntitle: A\n----\n", 1, "Line 1 is 4 hyphens", "Write “---” there"),
        ("-\ntitle: A\n", 1, "Line 1 is one hyphen", "Write “---” there"),
        ('+++\ntitle = "Rail"\n+++\n', 1, "is TOML", 'for “+++”, and “title: "Rail"” for “title = …”'),
        ('{\n  "title": "A"\n}\n', 1, "is JSON", "Write “---”"),
        ("```yaml\ntitle: A\n```\n", 1, "in a code block", "Leave out"),
        ("Title: A\nDate: x\n\nText\n", 1, "begins with “Title: …”", "above line 1, and again below line 2"),
        ('---json\n{"title": "A"}\n---\n', 1, "Line 1 is “---json”", "“title: …”"),
        ("--- title: A\n---\n", 1, "Line 1 is “--- title: A”", "“title: …”"),
        (".. title: A\n", 1, "Nikola", "Write “---”"),
        ("", 1, "The file is empty", "Begin it with “---”"),
        (" \n\n", 1, "The file is empty", "Begin it with “---”"),
        ("# A title\n", 1, "does not begin with front matter", "begins with “_”"),
    ],
)
def test_why_there_is_none(text: str, line: int, message: str, hint: str) -> None:
    assert split(text) is None
    found = without(text, "content/a.md")
    assert found.code == "no-front-matter"
    assert found.span.line == line
    assert message in found.message
    assert hint in found.hint


def test_it_never_says_that_the_file_should_begin_as_it_does() -> None:
    found = without("---\ntitle: A\n", "content/a.md")
    assert "Begin it" not in found.hint
