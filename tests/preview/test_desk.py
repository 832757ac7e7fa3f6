"""The desk and what the toolbar asks for, by HTTP."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from preview.conftest import NOW, Serving
from preview.test_serve import address, an_article

FRONT = "---\ntitle: {}\ndate: {}\n{}---\n\nText.\n"


def write(site: Path, name: str, title: str, more: str = "", date: str = "2026-06-01T10:00:00Z") -> None:
    path = site / "content/world" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(FRONT.format(title, date, more), encoding="utf-8")


def section(text: str, name: str) -> str:
    """A section of the desk, by its heading's id."""
    found = re.search(rf'<section aria-labelledby="{name}">.*?</section>', text, re.DOTALL)
    assert found, name
    return found[0]


def test_everything_lies_where_it_belongs(served: Serving) -> None:
    write(served.site, "a.md", "A draft", "draft: true\n")
    write(served.site, "b.md", "To come", "publish_at: 2026-06-09T10:00:00Z\n")
    write(served.site, "c.md", "Gone", "expires: 2026-06-02T10:00:00Z\n")
    write(served.site, "d.md", "Moved", "aliases: [/old/place/]\n")
    served.until("/_gazeta/", lambda text: "/old/place/" in text)
    text = served.get("/_gazeta/")[1]
    assert "A draft" in section(text, "drafts")
    assert "To come" in section(text, "scheduled")
    assert "Jun 9, 2026" in section(text, "scheduled")
    assert "Gone" in section(text, "expired")
    assert "/world/d/" in section(text, "redirects")
    assert "is published" in section(text, "coming")
    assert "No problems." in section(text, "problems")
    assert "Nothing has been built here yet." in section(text, "build")
    assert "<bdi" in section(text, "translations")
    assert "/world/c/" not in section(text, "expired"), "there is no page to look at"


def test_problems_stand_on_the_desk_even_without_a_site(preview: Callable[..., Serving], tmp_path: Path) -> None:
    site = tmp_path / "broken"
    site.mkdir()
    (site / "site.yaml").write_text("base_url: https://a.example\ntitel: <script>A</script>\nlocales: [en]\n")
    served = preview(site=site)
    status, text = served.get("/_gazeta/?lang=de")
    assert status == 200
    assert '<html lang="de"' in text
    assert "site.yaml:2:1" in section(text, "problems")
    assert "titel: &lt;script&gt;" in section(text, "problems"), "the line is shown, and is no markup"


def test_the_last_build_and_why(preview: Callable[..., Serving]) -> None:
    served = preview()
    write(served.site, "news.md", "News")
    build = [sys.executable, "-m", "gazeta", "build", "-s", str(served.site), "--now", NOW]
    subprocess.run(build, check=True, capture_output=True)
    write(served.site, "news.md", "Other news")
    subprocess.run(build, check=True, capture_output=True)
    text = section(served.get("/_gazeta/")[1], "build")
    assert "/world/news/" in text
    assert 'class="why"' in text


def test_translations_that_are_stale(served: Serving) -> None:
    write(served.site, "treaty.md", "A treaty")
    write(served.site, "treaty.pt-BR.md", "Um tratado")
    subprocess.run(
        [sys.executable, "-m", "gazeta", "translations", "mark", "world/treaty", "-s", str(served.site)],
        check=True,
        capture_output=True,
    )
    path = served.site / "content/world/treaty.md"
    served.until("/_gazeta/", lambda text: "A treaty" in text)
    assert 'class="stale"><' not in section(served.get("/_gazeta/")[1], "translations").partition("<tbody>")[2]
    path.write_text(path.read_text(encoding="utf-8").replace("Text.", "Another text."), encoding="utf-8")
    served.until("/_gazeta/", lambda text: '<td class="stale">' in text)


def test_the_toolbar_is_told_of_the_page(served: Serving) -> None:
    article = an_article(served.site)
    token = re.search(r'data-gazeta-token="([^"]+)"', served.get("/")[1])
    assert token is not None

    def about(path: str) -> dict[str, object]:
        found: dict[str, object] = json.loads(served.get(f"/_gazeta/page?token={token[1]}&path={path}")[1])
        return found

    page = about(address(served.site, article))["page"]
    assert isinstance(page, dict)
    assert page["source"] == article.relative_to(served.site).as_posix()
    assert page["edit"].startswith("vscode://file/")
    assert [cell["tag"] for cell in page["cells"]] == ["en", "pt-BR", "ar"]
    assert {cell["state"] for cell in page["cells"]} <= {"translated", "fallback", "missing"}
    assert [cell["dir"] for cell in page["cells"]] == ["ltr", "ltr", "rtl"]
    assert about("/_gazeta/")["page"] is None
    assert about("/nowhere/")["page"] is not None


def test_the_desk_says_how_many_more(served: Serving) -> None:
    for number in range(130):
        write(served.site, f"many-{number:03}.md", f"Draft {number}", "draft: true\n")
    served.until("/_gazeta/", lambda text: "Draft 129" in text or "30 more" in text)
    assert "30 more" in section(served.get("/_gazeta/")[1], "drafts")


def test_bad_instants_in_the_cookie_are_no_instants(served: Serving) -> None:
    for value in (
        "nonsense",
        "2026-13-45",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "2026-06-09T12:00",
        "%00",
    ):
        assert served.get("/", Cookie=f"gazeta-{served.port}-at={value}; gazeta-{served.port}={value}")[0] == 200


def test_what_other_errors_follow_from_stands_alone_until_it_is_mended(served: Serving) -> None:
    config = served.site / "site.yaml"
    whole = config.read_text(encoding="utf-8")
    write(served.site, "a.md", "A", "widgets: [nothing]\n")
    config.write_text(whole + "nonsense: [\n", encoding="utf-8")
    served.until("/_gazeta/", lambda text: "bad-yaml" in text)
    assert "unknown-widget" not in section(served.get("/_gazeta/")[1], "problems")
    config.write_text(whole, encoding="utf-8")
    served.until("/_gazeta/", lambda text: "unknown-widget" in text and "bad-yaml" not in text)
