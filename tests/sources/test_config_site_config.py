from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.config.site_config import read_config


def test_a_small_site() -> None:
    config, found = read_config("base_url: https://a.example/\ntitle: News\nlocales: [en, pt-BR, zh-TW]\n")
    assert found == ()
    assert config.base_url == "https://a.example"
    assert [(locale.tag, locale.prefix) for locale in config.locales] == [
        ("en", ""),
        ("pt-BR", "pt-br"),
        ("zh-TW", "zh-tw"),
    ]
    assert config.chain("pt-BR") == ("pt-BR", "pt", "en")


def test_locales_as_a_mapping() -> None:
    text = """\
base_url: https://a.example
title: News
default_locale: pt-BR
time_zone: America/Sao_Paulo
locales:
  pt-BR:
  gl: {label: Galego, url_prefix: gz, fallback: [pt, es], time_zone: Europe/Madrid}
"""
    config, found = read_config(text)
    assert found == ()
    first, galician = config.locales
    assert (first.prefix, first.time_zone) == ("", "America/Sao_Paulo")
    assert (galician.label, galician.prefix, galician.time_zone) == ("Galego", "gz", "Europe/Madrid")
    assert config.chain("gl") == ("gl", "pt", "es", "pt-BR", "en")


def test_every_problem_is_reported_at_once() -> None:
    text = """\
base_url: example.org
titel: News
locales:
  en:
  pt: {url_prefix: PT/}
  klingonese:
time_zone: Mars/Olympus
time: {relative: often, relative_under: soon, style: long}
urls: pretty
default_locale: fr
"""
    _, found = read_config(text)
    assert sorted((d.span.line, d.span.column, d.code) for d in found) == [
        (1, 11, "bad-url"),
        (2, 1, "unknown-key"),
        (5, 20, "bad-slug"),
        (6, 3, "unknown-language"),
        (7, 12, "unknown-time-zone"),
        (8, 18, "bad-value"),
        (8, 41, "bad-value"),
        (9, 7, "bad-value"),
        (10, 17, "unknown-locale"),
    ]


def test_two_locales_cannot_share_an_address() -> None:
    text = "base_url: https://a.example\ntitle: N\nlocales:\n  en:\n  pt: {url_prefix: x}\n  es: {url_prefix: x}\n"
    assert [d.code for d in read_config(text)[1]] == ["address-collision"]


@given(st.text(alphabet=st.sampled_from("abe_:-[]{}\n \"'#1/é"), max_size=300))
def test_a_configuration_always_comes_out(text: str) -> None:
    config, _ = read_config("locales: [en]\n" + text)
    assert config.locales
