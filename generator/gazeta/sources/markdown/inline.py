"""markdown-it's parser of inline elements, asking at each character only the rules that may begin with it.

markdown-it asks all of them, which is a third of the work in ordinary prose, and nearly all of it among brackets.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

from markdown_it.parser_inline import ParserInline, RuleFuncInlineType
from markdown_it.rules_inline import StateInline

_BEGIN_WITH = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
    "footnote_ref": "[",
    "crosslink": "[",
    "span": "[",
    "loose": "![",
    "attr": "{",
    "comment": "<",
    "linkify": ":",
}
"""The characters that rules begin with; `text` begins with all that no other rule does."""
_STOP_TEXT = "\n!#$%&*+-:<=>@[\\]^_`{}~"

Rules = Sequence[RuleFuncInlineType]


class DispatchingInline(ParserInline):
    """The same results in less time. Its rules are settled when the first text is parsed."""

    @cached_property
    def _rules(self) -> tuple[Mapping[str, Rules], Rules]:
        """The rules for each character that stops text, and those for all others."""
        named = [(rule.name, rule.fn) for rule in self.ruler.__rules__ if rule.enabled]
        of_char = {
            char: tuple(fn for name, fn in named if name != "text" and char in _BEGIN_WITH.get(name, char))
            for char in _STOP_TEXT
        }
        return of_char, tuple(fn for name, fn in named if name not in _BEGIN_WITH)

    def tokenize(self, state: StateInline) -> None:
        """Inline elements from a state's place to its end."""
        of_char, others = self._rules
        source, end, deepest = state.src, state.posMax, state.md.options.maxNesting
        while state.pos < end:
            char = source[state.pos]
            for rule in of_char.get(char, others) if state.level < deepest else ():
                if rule(state, False):
                    break
            else:
                state.append_pending(char)
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        """Moves behind one element; where it ends is remembered."""
        start = state.pos
        if start in state.cache:
            state.pos = state.cache[start]
            return
        if state.level >= state.md.options.maxNesting:
            state.pos = state.posMax + 1  # as markdown-it does: what is nested so deep is no link
        else:
            of_char, others = self._rules
            state.level += 1
            for rule in of_char.get(state.src[start], others):
                if rule(state, True):
                    break
            else:
                state.pos += 1
            state.level -= 1
        state.cache[start] = state.pos
