"""What we expect of other libraries' insides; docs/library-edges.md says why."""

import asyncio
import inspect
import sys
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import markupsafe
import polib
import pytest
import yaml
from babel.core import Locale, get_global
from markupsafe import Markup, escape
from msgspec import Struct
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle
from uvicorn.server import ServerState


def test_markupsafe_escapes_strings_by_a_function_of_its_own() -> None:
    inner = getattr(markupsafe, "_escape_inner", None)
    assert inner is not None, "theming/filters calls it: five times as quick as escape()"
    assert inner("<a href=\"x\">'&'") == "&lt;a href=&#34;x&#34;&gt;&#39;&amp;&#39;", "theming/filters: as escape()"
    assert inner("<") == str(escape("<")), "theming/filters: as escape()"
    assert type(inner("plain")) is str, "theming/filters: without the wrapper"


def test_markupsafe_markup_is_a_string_and_no_more() -> None:
    made = str.__new__(Markup, "<b>")
    assert made == Markup("<b>"), "theming/filters makes Markup without its constructor"
    assert made + "<" == Markup("<b>&lt;"), "theming/filters makes Markup without its constructor"


def test_babel_keeps_relative_times_in_its_data() -> None:
    fields = Locale.parse("pt_BR")._data["date_fields"]
    reason = "theming/relative_time reads “há {0} horas” there: Babel has no public way to date_fields"
    assert {"hour", "minute", "day"} <= set(fields), reason
    assert "{0}" in fields["hour"]["past"]["other"] or "{0}" in str(fields["hour"]), reason


@pytest.mark.parametrize("table", ["likely_subtags", "parent_exceptions", "language_aliases", "territory_aliases"])
def test_babel_has_tables_of_cldr(table: str) -> None:
    assert get_global(table), "core/language and core/tags read it"  # type: ignore[arg-type]


@pytest.mark.skipif(sys.platform != "linux", reason="inotify is Linux's")
def test_watchdog_holds_moves_back_for_a_time_that_a_class_has() -> None:
    from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

    source = inspect.getsource(InotifyMoveEventGrouper.__init__)
    assert isinstance(InotifyMoveEventGrouper.delay, int | float), "preview/watch makes the delay shorter"
    assert "self.delay" in source, "preview/watch sets the delay on the class, which instances must read"


def test_uvicorn_protocol_knows_when_a_request_is_there() -> None:
    class Transport(asyncio.Transport):
        def get_extra_info(self, name: str, default: object = None) -> object:
            return default

        def is_closing(self) -> bool:
            return False

        def write(self, data: object) -> None:
            """Nowhere."""

        def close(self) -> None:
            """Nothing."""

        def set_write_buffer_limits(self, high: int | None = None, low: int | None = None) -> None:
            """None."""

    may_end = asyncio.Event()

    async def application(
        _scope: object, _receive: object, send: Callable[[object], Coroutine[Any, Any, None]]
    ) -> None:
        await may_end.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def scene() -> None:
        config = Config(application, log_level="critical", lifespan="off", ws="none", interface="asgi3")
        config.load()
        protocol = H11Protocol(config, ServerState(), {})
        transport = Transport()
        protocol.connection_made(transport)
        reason = "preview/request_timeout ends connections whose `cycle` does not begin"
        assert protocol.transport is transport, reason
        assert protocol.loop is asyncio.get_running_loop(), reason
        protocol.data_received(b"GET / HTTP/1.1\r\n")
        cycles: list[object] = [protocol.cycle]
        protocol.data_received(b"Host: a\r\n\r\n")
        cycles.append(type(protocol.cycle))
        assert cycles == [None, RequestResponseCycle], reason
        complete = [protocol.cycle.response_complete]
        may_end.set()
        for _ in range(10):
            await asyncio.sleep(0)
        assert [*complete, protocol.cycle.response_complete] == [False, True], reason
        protocol.connection_lost(None)

    with ThreadPoolExecutor(1) as thread:  # Playwright has a loop running in this one
        thread.submit(lambda: asyncio.run(scene())).result()


def test_polib_entries_can_be_changed_in_place() -> None:
    file = polib.pofile('msgid ""\nmsgstr ""\n\n#~ msgid "a"\n#~ msgstr "b"\n')
    assert [entry.obsolete for entry in file] == [1], "sources/translation/catalog_files keeps obsolete messages"
    file[0].obsolete = False
    file[:] = [*file]
    assert '\nmsgid "a"\n' in str(file), "sources/translation/catalog_files writes a file as a list of entries"


def test_yaml_events_have_places() -> None:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    events = list(yaml.parse("a: &x [1]", Loader=loader))
    marks = [event.start_mark for event in events if isinstance(event, yaml.NodeEvent)]
    places = [(mark.line, mark.column) for mark in marks if mark]
    assert places == [(0, 0), (0, 0), (0, 3), (0, 7)], "sources/yaml/nodes puts nodes together from events"
    assert [e.anchor for e in events if isinstance(e, yaml.SequenceStartEvent)] == ["x"], "sources/yaml/nodes"


def test_py3langid_has_its_model_in_a_file() -> None:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    assert {"en", "pt", "zh"} <= set(identifier.labels), "inspection/detector asks which languages the model knows"
    identifier.set_languages(["en", "pt"])
    ranked = identifier.rank("the river rose in the night")
    assert next(code for code, _ in ranked) == "en", "inspection/detector reads (code, chance)"
    assert abs(sum(chance for _, chance in ranked) - 1) < 0.01, "inspection/detector reads probabilities"


def test_msgspec_structs_name_their_fields() -> None:
    class Pair(Struct, frozen=True):
        left: int
        right: int = 0

    reason = "core/records, engine/site_texts and theming/templates/library read the fields of records"
    assert Pair.__struct_fields__ == ("left", "right"), reason
