import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazeta.core.diagnostics import Diagnostic
from gazeta.sources.yaml.nodes import Mapping, Scalar, read_mapping


def codes(text: str) -> list[str]:
    return [f"{d.span.line}:{d.span.column} {d.code}" for d in read_mapping(text, "a.md", first_line=2)[1]]


def test_nodes_keep_text_as_written_and_their_places_in_the_file() -> None:
    node, found = read_mapping('lang: no\nyear: 2026\nquoted: "no"\nlist: [a, {b: c}]\n', "a.md", first_line=2)
    assert found == ()
    assert node is not None
    values = {key.value: value for key, value in node.entries}
    no = values["lang"]
    assert isinstance(no, Scalar)
    assert (no.value, no.plain, no.span.line, no.span.column) == ("no", True, 2, 7)
    quoted = values["quoted"]
    assert isinstance(quoted, Scalar)
    assert not quoted.plain


def test_an_empty_text_is_an_empty_mapping() -> None:
    assert read_mapping("", "a.md")[0] == Mapping(entries=(), span=read_mapping("", "a.md")[0].span)  # type: ignore[union-attr]


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{c}: &{c} [{','.join(['*' + p] * 9)}]\n" for p, c in zip("abcdefgh", "bcdefghi", strict=True)
)


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("deep brackets", "[" * 100_000, ["2:1 yaml-too-large"]),
        ("deep within the size", "a: " + "[" * 5_000, ["2:35 yaml-too-large"]),
        ("many nodes", "a: [" + "x," * 20_000 + "x]", ["2:20001 yaml-too-large"]),
        ("aliases", BOMB, ["2:4 yaml-alias"]),
        ("merge key", "a: {b: c}\n<<: {d: e}\n", ["3:1 yaml-alias"]),
        ("duplicate key", "a: 1\nb: 2\na: 3\n", ["4:1 duplicate-key"]),
        ("unclosed quote", 'a: 1\nb: "c\n', ["3:4 bad-yaml"]),
        ("tab", "a:\n\tb: c\n", ["3:1 bad-yaml"]),
        ("escaped surrogate", 'a: "\\uD800"\n', ["2:4 bad-yaml"]),
        ("control character", "a: b\x07c\n", ["2:5 bad-characters"]),
        ("a list", "- a\n", ["2:1 wrong-type"]),
        ("a mapping as a key", "? {a: b}\n: c\n", ["2:3 wrong-type"]),
    ],
)
def test_what_is_refused(title: str, text: str, expected: list[str]) -> None:
    found = codes(text)
    assert [item.split()[1] for item in found] == [item.split()[1] for item in expected], title
    if title not in {"escaped surrogate", "many nodes"}:
        assert found == expected


@given(st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@`\n\t ,?\\\x00\ud800é9~<"), max_size=200))
@example("!!python/object:os.system x: y")
@example("%YAML 9.9\n---\na: b")
@example("a: 1\n---\nb: 2")
@example("\ufeffa: b")
def test_nothing_but_diagnostics_comes_out(text: str) -> None:
    node, found = read_mapping(text, "a.md")
    assert node is None or isinstance(node, Mapping)
    assert all(isinstance(item, Diagnostic) for item in found)
    assert node is not None or found


def test_folded_lines_of_chinese_join_in_every_style_and_typed_spaces_stay() -> None:
    text = "\n".join(
        [
            "a: >-",
            "  一，",
            "  二",
            "b: 一 二",
            "  三",
            'c: "一  ',
            '    二\\u4e09"',
            "d: '一",
            "",
            "  ''二'",
            "e: |",
            "  一  ",
            "  二",
            "f: >",
            "  一",
            "    二",
            "  三",
            "g: 一 # 注",
            "  ",
            "键: 值",
            "h: 한",
            "  국",
            "i: 一",
            "  b",
        ]
    )
    mapping, found = read_mapping(text, "a.yaml")
    assert mapping is not None
    values = {key.value: node.value for key, node in mapping.entries if isinstance(node, Scalar)}
    assert values == {
        "a": "一，二",
        "b": "一 二三",
        "c": "一二三",
        "d": "一\n'二",
        "e": "一  \n二\n",
        "f": "一\n  二\n三\n",
        "g": "一",
        "键": "值",
        "h": "한 국",
        "i": "一 b",
    }
    assert found == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("title: Our team is #1 again\n", ("#1 again", "2:20")),
        ("title: 🚆🚆 zug #1\n", ("#1", "2:15")),
        ("title: 鉄道\n  スト #速報\n  # remark\n", ("#速報", "3:6")),
        ("title: 鉄道\n  #速報スト\n", ("#速報スト", "3:3")),
        ("title: Trains\n  #stand still\n", ("#stand still", "3:3")),
        ("title: #hashtag\n", ("#hashtag", "2:8")),
        ("title: C# and F#\n", None),
        ('title: "A #1" # remark\n', ("# remark", "2:15")),
        ("title: 'A' #1\n", ("#1", "2:12")),
        ("title: | #1\n  A\n", None),
        ('title: "A"\n  #b\n', None),
        ("title: >\n  A #1\n", None),
        ("title: Trains\n  # a remark\n", None),
        ("title: Trains\n  #key: taken out\n", None),
        ("title: Trains\n#key\n", None),
    ],
)
def test_a_comment_that_cuts_a_text_is_known(text: str, expected: tuple[str, str] | None) -> None:
    node, found = read_mapping(text, "a.md", first_line=2)
    assert found == ()
    assert node is not None
    value = node.entries[0][1]
    assert isinstance(value, Scalar)
    assert (value.cut and (value.cut[0], f"{value.cut[1].line}:{value.cut[1].column}")) == expected


def test_no_mark_of_a_join_gets_into_the_structure() -> None:
    text = "\n".join(
        [
            "a: >",
            "  \u200b一",
            '二: "三"',
            "四: '五'",
            'b: "六',
            '  七"',
            "八: 九",
            "c: >",
            '  他说"好"',
            "  然后",
            "d: [一,",
            '  "二"]',
            "e:",
            "  - '一'",
            "  - 二",
        ]
    )
    mapping, found = read_mapping(text, "a.yaml")
    assert found == ()
    assert mapping is not None
    values = {key.value: node.value for key, node in mapping.entries if isinstance(node, Scalar)}
    assert values == {
        "a": "\u200b一\n",
        "二": "三",
        "四": "五",
        "b": "六七",
        "八": "九",
        "c": '他说"好"然后\n',
    }
