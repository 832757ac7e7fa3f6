"""What stands in `<head>`: Open Graph and cards."""

from functools import cache

from gazeta.core.language import best_match
from gazeta.core.segments import shortened
from gazeta.core.text import Text
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.structured import whole
from gazeta.pages.views import ImageView

Properties = tuple[tuple[str, str], ...]

_OG_LOCALES = frozenset(
    """
    af_ZA ar_AR az_AZ be_BY bg_BG bn_IN bs_BA ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_GB en_US eo_EO
    es_ES es_LA et_EE eu_ES fa_IR fi_FI fr_CA fr_FR ga_IE gl_ES he_IL hi_IN hr_HR hu_HU hy_AM id_ID
    is_IS it_IT ja_JP ka_GE km_KH ko_KR ku_TR lt_LT lv_LV mk_MK ml_IN ms_MY nb_NO ne_NP nl_NL nn_NO
    pl_PL ps_AF pt_BR pt_PT ro_RO ru_RU sk_SK sl_SI sq_AL sr_RS sv_SE sw_KE ta_IN te_IN th_TH tl_PH
    tr_TR uk_UA vi_VN zh_CN zh_HK zh_TW
    """.split()
)
"""The locales that Facebook accepts for `og:locale`."""

_OG_UNLIKE = {"ar_AR": "ar", "es_LA": "es-419", "tl_PH": "fil-PH"}
_OG_BY_TAG = {_OG_UNLIKE.get(code, code.replace("_", "-")): code for code in sorted(_OG_LOCALES)}
_MAX_ALT = 420
"""Characters that X takes of an image's text (developer.x.com, card markup)."""


@cache
def og_locale(tag: str) -> str:
    """`og:locale` for a language, or empty where Facebook knows none: `zh-Hant` is `zh_TW`, `es-MX` is `es_LA`."""
    found = best_match((tag,), tuple(_OG_BY_TAG))
    return _OG_BY_TAG[found] if found else ""


def open_graph(
    locale: LocaleContext,
    kind: str,
    title: Text,
    description: Text | None,
    url: str,
    image: ImageView | None = None,
) -> Properties:
    """The properties of a page; `og:locale` is the language of its title, not of its chrome."""
    site = locale.pick(locale.config.title).value
    pairs = [("og:type", kind), ("og:title", title.value), ("og:url", url), ("og:site_name", site)]
    if description:
        pairs.append(("og:description", description.value))
    if code := og_locale(title.lang):
        pairs.append(("og:locale", code))
    pairs += _image(locale, image)
    return tuple(pairs)


def _image(locale: LocaleContext, image: ImageView | None) -> list[tuple[str, str]]:
    """Networks take no SVG; without a picture they show a small card."""
    if image is None or image.url.endswith(".svg"):
        return [("twitter:card", "summary")]
    pairs = [("og:image", whole(locale, image.url))]
    if image.width and image.height:
        pairs += [("og:image:width", str(image.width)), ("og:image:height", str(image.height))]
    if image.alt:
        pairs.append(("og:image:alt", shortened(image.alt.value, image.alt.lang, _MAX_ALT)))
    return [*pairs, ("twitter:card", "summary_large_image")]
