"""The mistakes that people make in YAML, and what they read: the place, a part of the message, the way out."""

import time

import pytest

from gazeta.sources.yaml.nodes import read_mapping

MISTAKES = [
    # quotes
    ("s: “still: four”", "1:4", "typographic quotation marks", 'Write s: "still: four"'),
    ("s: «still»: four", "1:11", "colon and a space", 'Write s: "«still»: four"'),
    ("s: “a” and: “b”", "1:11", "colon and a space", 'Write s: "“a” and: “b”"'),
    ("s: ‘still: four’", "1:4", "typographic quotation marks", 'Write s: "still: four"'),
    ("s: „still: four“", "1:4", "typographic quotation marks", 'Write s: "still: four"'),
    ("s: 'It's over'", "1:7", "The apostrophe after “It” ends the text", 'Write s: "It\'s over"'),
    ("s: '’Twas' the night", "1:10", "more follows it: “the night”", "Write s: \"'’Twas' the night\""),
    (
        "s: 'tis the season\nb: x",
        "1:4",
        "apostrophe here begins a text in quotes that has no end",
        '"\'tis the season"',
    ),
    (
        "s: 'tis the season\nb: 'x'",
        "1:4",
        "apostrophe here begins a text in quotes that has no end",
        '"\'tis the season"',
    ),
    ('s: "He said "no" twice"', "1:13", "The quotation mark after “He said” ends the text", "'He said \"no\" twice'"),
    ('s: "Rail" strike', "1:9", "more follows it: “strike”", "Write s: '\"Rail\" strike'"),
    ('s: "Rail\nb: "c"', "1:4", "quotation mark here begins a text that has no end", 'Write s: "Rail"'),
    ('s: "Rail\nb: c', "1:4", "quotation mark here begins a text that has no end", 'Write s: "Rail"'),
    ('s: "C:\\Users"', "1:7", "“\\U” is a code", "Write 'C:\\Users'"),
    ('s: "100 \\% sure"', "1:9", "“\\%” is a code", "Write '100 \\% sure'"),
    ("- q: 'It's over'", "1:9", "The apostrophe after “It” ends the text", 'Write q: "It\'s over"'),
    ('s: "rail", "strike"', "1:9", "several of them are a list", 'Write s: ["rail", "strike"]'),
    ("s: 'rail', 'strike'\nb: c", "1:9", "several of them are a list", "Write s: ['rail', 'strike']"),
    ('s: {name: "Rail}\nb: c', "1:11", "that has no end", 'Write " at the end of the text as well'),
    # lists
    ("s: [rail, , strike]", "1:11", "Nothing stands before this comma", "Leave the comma out."),
    ("s: [, strike]", "1:5", "Nothing stands before this comma", "Leave the comma out."),
    ("s:\n  * Ana\n  * Jo", "2:3", "An item of a list begins with “- ”", "Write - Ana"),
    # colons
    ("title: Budget: a first look", "1:14", "A text with a colon and a space", 'Write title: "Budget: a first look"'),
    ("q:\n  - q: Who: and why?", "2:11", "A text with a colon and a space", 'Write q: "Who: and why?"'),
    ("title:Rail\ndate: x", "1:6", "After “title:” there must be a space", "Write title: Rail"),
    ("a: b\ntitle:Rail\ndate: x", "2:6", "After “title:” there must be a space", "Write title: Rail"),
    ("title:Rail", "1:1", "After “title:” there must be a space", "Write title: Rail"),
    ("title:\u00a0Rail\ndate: x", "1:6", "no-break space", "Write title: Rail"),
    ("title：鉄道\ndate: x", "1:6", "full-width colon", "Write title: 鉄道"),
    ("title = Rail\ndate: x", "1:6", "YAML writes “title: …”", "Write title: Rail"),
    ("title = Rail\ndate = x", "1:1", "YAML writes “title: …”", "Write title: Rail"),
    # the first character
    ("title: @reuters says", "1:8", "begins with “@” must stand in quotes", 'Write title: "@reuters says"'),
    ("title: `code`", "1:8", "begins with “`” must stand in quotes", 'Write title: "`code`"'),
    ("title: %s", "1:8", "begins with “%” must stand in quotes", 'Write title: "%s"'),
    ("title: *Breaking* news", "1:8", "begins with “*” must stand in quotes", 'Write title: "*Breaking* news"'),
    ("title: *Breaking", "1:8", "“*Breaking” is a reference of YAML's own", "in quotes"),
    ("title: &co", "1:8", "“&co” is a reference of YAML's own", "in quotes"),
    ("title: & co", "1:8", "begins with “&” must stand in quotes", 'Write title: "& co"'),
    ("title: !important news", "1:8", "“!important” is a tag of YAML's own", "in quotes"),
    ("title: > a quote", "1:8", "begins with “>” must stand in quotes", 'Write title: "> a quote"'),
    ("title: | a pipe", "1:8", "begins with “|” must stand in quotes", 'Write title: "| a pipe"'),
    ("title: [Live] Rail strike", "1:8", "begins with “[” must stand in quotes", 'Write title: "[Live] Rail strike"'),
    ("title: {x} y", "1:8", "begins with “{” must stand in quotes", 'Write title: "{x} y"'),
    ("title: , then", "1:8", "begins with “,” must stand in quotes", 'Write title: ", then"'),
    ("title: - dash", "1:8", "begins with “-” must stand in quotes", 'Write title: "- dash"'),
    ("title: ? who", "1:8", "begins with “?” must stand in quotes", 'Write title: "? who"'),
    ("tags:\n  - @x", "2:5", "begins with “@” must stand in quotes", 'Write - "@x"'),
    # brackets
    ("tags: [a, b\ndate: x", "1:7", "The list that begins here with “[” has no closing “]”", "Write the “]”"),
    ("tags: [a, b", "1:7", "The list that begins here with “[” has no closing “]”", "Write the “]”"),
    ("image: {src: a\ndate: x", "1:8", "has no closing “}”", "Write the “}”"),
    ("tags: [a #b, c]\nd: e", "1:10", "“#b, c]” is a comment", "in quotes"),
    ("image: {alt: A: b}", "1:15", "cannot be read from here on", "in quotes"),
    # indentation
    ("q:\n\t- q: Who?", "2:1", "A tab stands here", "two spaces"),
    ("a: b\n\tc: d", "2:1", "A tab stands here", "two spaces"),
    ("title: A\n  date: x", "2:3", "goes on with the text of “title” above it", "in the column of “title”"),
    (" title: A\ndate: x", "2:1", "does not begin in the column", "alike"),
    ("q:\n  - a\n - b", "3:2", "does not begin in the column", "alike"),
    ("a: b #c\n  d", "1:6", "“#c” is a comment, so the text ends before it", "in quotes"),
    # other text
    ("title: A\nText and more.\nx: y", "2:1", "“Text and more.” is no line of “key: value”", "indent it"),
    ("title: A\n\nText and more.\n", "3:1", "“Text and more.” is no line of “key: value”", "put “---” on a line"),
    ("%x: y", "1:3", "This is not YAML that can be read", "in quotes"),
]


@pytest.mark.parametrize(("text", "place", "message", "hint"), MISTAKES, ids=[text for text, *_ in MISTAKES])
def test_an_editor_reads_what_is_wrong_and_the_way_out(text: str, place: str, message: str, hint: str) -> None:
    _, found = read_mapping(text + "\n", "a.md")
    assert [f"{d.span.line}:{d.span.column}" for d in found] == [place], found
    assert message in found[0].message
    assert hint in found[0].hint


@pytest.mark.parametrize(
    "word", ["mapping values", "scalar", "token", "block", "flow", "expected key", "stream", "scanning"]
)
def test_the_parser_s_own_words_stay_inside(word: str) -> None:
    for text, *_ in MISTAKES:
        for found in read_mapping(text + "\n", "a.md")[1]:
            assert word not in found.message + found.hint


@pytest.mark.parametrize(
    "form", ["a{}", "a:{}", "a: {}x: y", "'{}", "a: '{}", "[{}", "a: b{}: c", "{}=", "a {}: \t#x: y"]
)
@pytest.mark.parametrize("unit", [" ", "-", "- ", "a", "'", '"', ":", ": ", "#", "[", "a: ", "=", "\t", "\\"])
def test_advice_takes_no_longer_the_longer_a_line_is(form: str, unit: str) -> None:
    text = form.format(unit * (60_000 // len(unit)))
    started = time.process_time()
    read_mapping(text, "a.md")
    assert time.process_time() - started < 2
