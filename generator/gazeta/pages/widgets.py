"""The column beside the text."""

from gazeta.core.span import Span
from gazeta.model.schedule import is_current
from gazeta.pages.cards import cards
from gazeta.pages.plan import fragment_path, newest_keys
from gazeta.pages.prose import address
from gazeta.pages.reader import Reader
from gazeta.pages.views import CardView, ImageView, Link, LinksView, PromotionView, RecentView, WidgetView
from gazeta.sources.config.site_config import CONFIG_FILE
from gazeta.sources.config.widgets import Links, Promotion, Recent
from gazeta.sources.prose import Reference

_SETTINGS = Span(path=CONFIG_FILE)


def widget_views(reader: Reader, names: frozenset[str] | None) -> tuple[WidgetView, ...]:
    """The site's widgets for a page that asks for those of some names, or for all of them (`None`)."""
    chosen = (widget for widget in reader.model.config.widgets if names is None or widget.id in names)
    made = (_view(reader, widget) for widget in chosen)
    return tuple(view for view in made if view is not None)


def _view(reader: Reader, widget: Links | Promotion | Recent) -> WidgetView | None:
    match widget:
        case Links():
            links = tuple(
                Link(label=reader.pick(link.label), url=address(reader, link.url, _SETTINGS)) for link in widget.links
            )
            return LinksView(title=reader.pick(widget.title), links=links)
        case Promotion():
            return _promotion(reader, widget)
        case Recent():
            return _recent(reader, widget)


def _promotion(reader: Reader, widget: Promotion) -> PromotionView | None:
    if not is_current(widget, reader.model.config.time_zone, reader.model.now):
        return None
    source = Reference(target=reader.pick(widget.image).value, span=widget.image_span)
    found = reader.media(source)
    if found is None:
        return None
    url, width, height = found
    image = ImageView(url=url, width=width, height=height, alt=reader.pick(widget.alt))
    return PromotionView(image=image, url=address(reader, reader.pick(widget.url).value, _SETTINGS))


def _recent(reader: Reader, widget: Recent) -> RecentView:
    title = reader.pick(widget.title) if widget.title else None
    if widget.inline:
        return RecentView(title=title, cards=recent_cards(reader, widget))
    return RecentView(title=title, fragment=reader.href(fragment_path(reader.tag, widget)))


def recent_cards(reader: Reader, widget: Recent) -> tuple[CardView, ...]:
    """The newest articles, as many as the widget asks for."""
    return cards(reader, newest_keys(reader.model, reader.tag, widget.count))
