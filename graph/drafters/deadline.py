"""An HTTP transport whose read timeout is for the whole answer, not for each of its pieces.

A server that sends a byte now and then would otherwise hold a worker for as long as it likes.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import httpx2


class InTime(httpx2.HTTPTransport):
    """Ends an answer that takes longer altogether than the request's read timeout, with ReadTimeout."""

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The response with a stream that looks at the clock."""
        limit = request.extensions.get("timeout", {}).get("read")
        ends = time.monotonic() + limit if limit else None
        response = super().handle_request(request)
        if ends is not None and isinstance(response.stream, httpx2.SyncByteStream):
            response.stream = _Watched(response.stream, ends)
        return response


class _Watched(httpx2.SyncByteStream):
    def __init__(self, stream: httpx2.SyncByteStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def __iter__(self) -> Iterator[bytes]:
        for part in self._stream:
            if time.monotonic() > self._ends:
                raise httpx2.ReadTimeout("the whole answer took too long")
            yield part

    def close(self) -> None:
        self._stream.close()
