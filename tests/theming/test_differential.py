"""Two thousand random templates, made both ways: the quick one says what Jinja says, or leaves it to Jinja."""

import os
import re
from collections.abc import Iterator

import pytest
from msgspec import structs

from gazeta.theming.templates.environment import Renderer
from gazeta.theming.templates.library import ENTRY
from gazeta.theming.templates.template_errors import TemplateFailure
from theming.random_templates import Writer
from theming.samples import article, renderer, theme

SEED = int(os.environ.get("GAZETA_TEMPLATES_SEED", "0"))
TEMPLATES = int(os.environ.get("GAZETA_TEMPLATES", "2000"))
CHUNKS = 8
ADDRESS = re.compile(r" at 0x[0-9a-f]+", re.IGNORECASE)
"""Where an object is in memory."""
PAGES = (article(), article(foreign=False, source=None, image=None, lang="pt"), article())
"""The first once more at last: what was remembered must not show."""


def made_of(sources: dict[str, str]) -> Renderer:
    shipped = theme()
    templates = {**shipped.templates, **{name: (f"templates/{name}", text) for name, text in sources.items()}}
    return renderer("pt-BR", site=structs.replace(shipped, templates=templates, digest=repr(sources)))


def outcomes(seed: int) -> Iterator[tuple[str | None, str | None, str]]:
    """What the quick way makes of each page of a random theme, and what Jinja does; nothing where it fails."""
    made = made_of(Writer(seed).theme())
    for page in PAGES:
        quick = slow = None
        why = ""
        try:
            quick = ADDRESS.sub("", made._fast.get_template(ENTRY + "article.html").render(page=page))
        except Exception as error:  # noqa: BLE001 - whatever it is, Jinja makes the page
            why = str(error)
        try:
            slow = ADDRESS.sub("", made.render_slowly("article.html", page))
        except TemplateFailure as failure:
            why = why or str(failure)
        yield quick, slow, why


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_the_quick_way_says_what_jinja_says(chunk: int) -> None:
    quickly = 0
    for seed in range(SEED + chunk, SEED + TEMPLATES, CHUNKS):
        for quick, slow, _why in outcomes(seed):
            assert quick is None or quick == slow, (seed, Writer(seed).theme())
            quickly += quick is not None
    assert quickly > TEMPLATES / CHUNKS / 3  # a comparison of nothing would prove nothing
