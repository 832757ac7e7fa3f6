"""Fingerprints, integrity, and references between assets."""

import re
from base64 import b64encode
from hashlib import sha384

from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.config.theme_manifest import ThemeManifest
from gazeta.theming.assets import publish_assets
from gazeta.theming.theme import Theme
from theming.samples import theme


def made_of(**assets: str) -> Theme:
    named = {name.replace("__", "/").replace("_", "."): text.encode() for name, text in assets.items()}
    return Theme(templates={}, assets=named, manifest=ThemeManifest(), digest="")


def published(**assets: str) -> dict[str, str]:
    addresses, files = publish_assets(made_of(**assets))
    by_path = {"/" + file.path: file.data.decode() for file in files}
    return {name: by_path[url] for name, (url, _) in addresses.items()}


def test_names_change_with_the_content_and_only_with_it() -> None:
    first, second, other = (publish_assets(made_of(a_css=text))[0]["a.css"] for text in ("x", "x", "y"))
    assert first == second
    assert first[0] != other[0]
    assert re.fullmatch(r"/assets/a\.[0-9a-f]{8}\.css", first[0])
    assert publish_assets(made_of(fonts__a_woff2="x"))[0]["fonts/a.woff2"][0].startswith("/assets/fonts/a.")


def test_integrity_is_that_of_the_published_bytes() -> None:
    addresses, files = publish_assets(made_of(a_css="a{b:url(i.svg)}", i_svg="<svg/>"))
    for url, integrity in addresses.values():
        data = next(file.data for file in files if "/" + file.path == url)
        assert integrity == "sha384-" + b64encode(sha384(data).digest()).decode()


def test_references_lead_to_published_names() -> None:
    found = published(
        css__a_css="""a{b:url(../img/i.svg)}c{d:url( "b.css?v=1#x" )}e{f:url('../img/i.svg')}""",
        css__b_css="b{c:url(../img/i.svg)}",
        img__i_svg="<svg/>",
    )
    names = re.findall(r'url\("([^"]+)"\)', found["css/a.css"])
    assert [re.sub(r"[0-9a-f]{8}", "#", name) for name in names] == [
        "../img/i.#.svg",
        "b.#.css?v=1#x",
        "../img/i.#.svg",
    ]
    addresses, _ = publish_assets(made_of(img__i_svg="<svg/>"))
    assert names[0].rpartition("/")[2] == addresses["img/i.svg"][0].rpartition("/")[2]


def test_a_change_travels_up_the_references() -> None:
    one = publish_assets(made_of(a_css="@import url(b.css);", b_css="b{c:url(i.svg)}", i_svg="1"))[0]
    two = publish_assets(made_of(a_css="@import url(b.css);", b_css="b{c:url(i.svg)}", i_svg="2"))[0]
    assert all(one[name][0] != two[name][0] for name in one)


def test_other_references_stay_as_they_are() -> None:
    text = "a{b:url(data:image/svg+xml;x);c:url(https://a.example/i.svg);d:url(/i.svg);e:url(nowhere.svg);f:url(#i)}"
    assert published(a_css=text, i_svg="<svg/>")["a.css"] == text


def test_style_sheets_that_import_each_other_come_out() -> None:
    found = published(a_css="@import url(b.css);", b_css="@import url(a.css);")
    assert set(found) == {"a.css", "b.css"}


@given(st.binary(max_size=60))
def test_any_bytes_can_be_an_asset(data: bytes) -> None:
    site = Theme(templates={}, assets={"a.css": data, "b.bin": data}, manifest=ThemeManifest(), digest="")
    assert len(publish_assets(site)[1]) == 2


def test_the_shipped_assets() -> None:
    addresses, _ = publish_assets(theme())
    assert set(addresses) == {"broadsheet.css", "broadsheet.js", "icon.svg"}
