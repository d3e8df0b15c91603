"""A browser's end of one console session without a browser: Streamlit's own messages over its web socket."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

COOKIE = "glassdesk_session"
LARGEST = 64 * 2**20  # bytes of a message
WHOLE_RUN = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


@dataclass(slots=True)
class Shown:
    """A component on the page: its id and the data it was given."""

    id: str
    data: Mapping[str, Any]


@dataclass(slots=True)
class Console:
    """One open page. `shown`: its components by the end of their key. Fragments that run by themselves are asked for, as browsers do."""

    port: int
    token: str
    shown: dict[str, Shown] = field(default_factory=dict)
    fragments: int = 0
    received: int = 0
    exceptions: int = 0
    _socket: ClientConnection | None = None
    _query: str = ""
    _page: str = ""
    _clocks: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _finished: asyncio.Event = field(default_factory=asyncio.Event)
    _listening: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Console:
        self._socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            additional_headers={"Cookie": f"{COOKIE}={self.token}"},
            max_size=LARGEST,
        )
        self._listening = asyncio.create_task(self._listen())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stop_clocks()
        if self._listening:
            self._listening.cancel()
        if self._socket:
            await self._socket.close()

    async def run(
        self, events: Mapping[str, Any] | None = None, of: str = "", longest: float = 60.0
    ) -> float:
        """Run the page, with a component's events where there are any; seconds until it is all there."""
        self._finished.clear()
        began = time.perf_counter()
        await self._send(self._asked(events, of))
        await asyncio.wait_for(self._finished.wait(), longest)
        return time.perf_counter() - began

    def find(self, name: str) -> Shown | None:
        """The component that was shown last under a key beginning with this name."""
        return next((shown for key, shown in reversed(self.shown.items()) if key.startswith(name)), None)

    def _asked(self, events: Mapping[str, Any] | None, of: str) -> BackMsg:
        message = BackMsg()
        message.rerun_script.query_string = self._query
        message.rerun_script.page_script_hash = self._page
        message.rerun_script.context_info.timezone = "Europe/Copenhagen"
        message.rerun_script.context_info.locale = "en"
        if events:
            own = message.rerun_script.widget_states.widgets.add()
            own.id, own.json_value = of, "{}"
            state = message.rerun_script.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{of}__events"
            state.json_trigger_value = json.dumps(
                [{"event": name, "value": value} for name, value in events.items()]
            )
        return message

    async def _send(self, message: BackMsg) -> None:
        assert self._socket is not None
        await self._socket.send(message.SerializeToString())

    async def _listen(self) -> None:
        assert self._socket is not None
        async for raw in self._socket:
            assert isinstance(raw, bytes)
            self.received += len(raw)
            message = ForwardMsg()
            message.ParseFromString(raw)
            self._take(message)

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "new_session" and not message.metadata.run.fragment_ids:
            self._page = message.new_session.page_script_hash
            self._stop_clocks()
            self.shown.clear()
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "delta":
            self._element(message)
        elif kind == "auto_rerun":
            self._clock(message.auto_rerun.fragment_id, message.auto_rerun.interval)
        elif kind == "script_finished":
            self.fragments += message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
            if message.script_finished in WHOLE_RUN:
                self._finished.set()

    def _element(self, message: ForwardMsg) -> None:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        self.exceptions += kind == "exception"
        if kind == "bidi_component":
            key = element.bidi_component.id.rpartition("-glassdesk_")[2] or element.bidi_component.id
            with suppress(ValueError):
                data = json.loads(element.bidi_component.json or "null")
                self.shown[element.bidi_component.component_name + key] = Shown(
                    element.bidi_component.id, data or {}
                )

    def _clock(self, fragment: str, interval: float) -> None:
        if fragment in self._clocks:
            self._clocks[fragment].cancel()
        self._clocks[fragment] = asyncio.create_task(self._ticking(fragment, interval))

    async def _ticking(self, fragment: str, interval: float) -> None:
        while True:
            await asyncio.sleep(interval)
            message = self._asked(None, "")
            message.rerun_script.fragment_id = fragment
            message.rerun_script.is_auto_rerun = True
            await self._send(message)

    def _stop_clocks(self) -> None:
        for clock in self._clocks.values():
            clock.cancel()
        self._clocks.clear()


def percentile(values: Iterable[float], share: float) -> float:
    """The value that this share of all lies at or under; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0
