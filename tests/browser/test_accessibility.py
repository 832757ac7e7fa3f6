"""axe in Chromium, in light and dark, on pages of every kind and direction (WCAG 2.2 AA; standards rule 42)."""

from importlib.resources import files

import pytest
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/pt-br/markets/bitcoin-liquidations/",
    "/ar/",
    "/ar/world/desert-library/",
    "/fa/markets/bitcoin-liquidations/",
    "/zh-hans/technology/chip-cooling-water/",
    "/ja/culture/",
    "/hi/policy/etf-rules/",
    "/ko/404.html",
)
RUN = """() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
    .then(result => result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html.slice(0, 160)).slice(0, 3).join(' | ')))"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(chromium: Browser, demo_site: str, path: str, scheme: str) -> None:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    context = chromium.new_context(color_scheme=scheme, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(demo_site + path)
    page.evaluate(script)
    assert page.evaluate(RUN) == []
    context.close()
