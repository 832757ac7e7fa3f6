"""The column beside the text."""

from gazeta.pages.addresses import fragment_path
from gazeta.pages.cards import cards
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.prose import address
from gazeta.pages.views import Link, LinksView, PromotionView, RecentView, WidgetView
from gazeta.sources.config.widgets import Links, Promotion, Recent


def widget_views(locale: LocaleContext, names: tuple[str, ...] | None) -> tuple[WidgetView, ...]:
    """The site's widgets for a page that asks for those of some names, or for all of them (`None`)."""
    return locale.recall(_views, names)


def _views(locale: LocaleContext, names: tuple[str, ...] | None) -> tuple[WidgetView, ...]:
    chosen = (widget for widget in locale.config.widgets if names is None or widget.id in names)
    made = (_view(locale, widget) for widget in chosen)
    return tuple(view for view in made if view is not None)


def _view(locale: LocaleContext, widget: Links | Promotion | Recent) -> WidgetView | None:
    match widget:
        case Links():
            links = tuple(
                Link(label=locale.pick(link.label), url=_address(locale, link.url)) for link in widget.links
            )
            return LinksView(title=locale.pick(widget.title), links=links)
        case Promotion():
            return _promotion(locale, widget)
        case Recent():
            return _recent(locale, widget)


def _address(locale: LocaleContext, url: str) -> str:
    return address(locale, url, locale.inputs.widgets.value.links)


def _promotion(locale: LocaleContext, widget: Promotion) -> PromotionView | None:
    inputs = locale.inputs.widgets.value
    file = inputs.pictures.get(locale.pick(widget.image).value)
    if widget.id not in inputs.current or file is None:
        return None
    image = locale.image(file, locale.pick(widget.alt))
    return PromotionView(image=image, url=_address(locale, locale.pick(widget.url).value))


def _recent(locale: LocaleContext, widget: Recent) -> RecentView:
    title = locale.pick(widget.title) if widget.title else None
    inputs = locale.inputs.widgets.value
    if widget.inline:
        return RecentView(title=title, cards=cards(locale, inputs, inputs.recent[widget.id].of(locale.column)))
    return RecentView(title=title, fragment=locale.href(fragment_path(locale.tag, widget.id)))
