"""An HTTP endpoint that answers with JSON: one GET, bounded in time and size, no redirects."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import httpx2

from data.outside import Bounds, OutsideError, Rows
from data.said import Said
from graph.connectors.spec import Spec

MOST_BYTES = 512 * 1024  # of an answer
NOTHING = (404, 410, 204)  # an endpoint's ways to say that it knows nothing
# These log whole addresses, and a customer's e-mail may stand in one.
for _logger in ("httpx2", "httpcore2"):
    logging.getLogger(_logger).setLevel(logging.WARNING)


def fetch(spec: Spec, values: Mapping[str, str], bounds: Bounds) -> Rows:
    """The rows of one answer. Raises OutsideError, whose message names neither the values nor the whole address."""
    url = spec.address
    for name, value in values.items():
        url = url.replace("{" + name + "}", quote(value, safe=""))
    try:
        data = _json(_body(url, _headers(spec), bounds))
    except httpx2.TimeoutException:
        raise OutsideError(
            Said("outside.late", "no answer within {seconds} s", seconds=f"{bounds.seconds:g}")
        ) from None
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise OutsideError(
            Said("outside.unreachable", "the server can't be asked ({error})", error=type(error).__name__),
            str(error),
        ) from None
    found = list(_rows(spec, data))
    return Rows(tuple(found[: bounds.rows]), len(found) > bounds.rows)


def _headers(spec: Spec) -> dict[str, str]:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
    for name, variable in spec.headers_from.items():
        value = os.environ.get(variable)
        if not value:
            raise OutsideError(
                Said(
                    "outside.no_header",
                    "the environment variable {variable!r} isn't set; it holds the header {name!r}",
                    variable=variable,
                    name=name,
                )
            )
        headers[name] = value
    return headers


def _body(url: str, headers: Mapping[str, str], bounds: Bounds) -> bytes:
    """The answer's bytes; none for an endpoint that knows nothing."""
    end = time.monotonic() + bounds.seconds
    with (
        httpx2.Client(timeout=bounds.seconds, follow_redirects=False, trust_env=False) as client,
        client.stream("GET", url, headers=dict(headers)) as response,
    ):
        if response.status_code in NOTHING:
            return b""
        if response.status_code != 200:
            raise OutsideError(
                Said(
                    "outside.status", "the server answered with status {status}", status=response.status_code
                )
            )
        body = b""
        for chunk in response.iter_bytes(65_536):
            body += chunk
            if len(body) > MOST_BYTES:
                raise OutsideError(
                    Said("outside.long", "the answer is longer than {size} KiB", size=MOST_BYTES // 1024)
                )
            if time.monotonic() > end:
                raise OutsideError(
                    Said(
                        "outside.slow",
                        "the server took longer than {seconds} s",
                        seconds=f"{bounds.seconds:g}",
                    )
                )
        return body


def _json(body: bytes) -> Any:
    if not body.strip():
        return []
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise OutsideError(Said("outside.no_json", "the answer isn't JSON")) from None


def _rows(spec: Spec, data: Any) -> Iterator[dict[str, Any]]:
    """Each row, with the values under the paths that the mapping names; one for each item where `each` says so."""
    found = dig(data, spec.rows) if spec.rows else data
    if found is None:
        return
    rows = found if isinstance(found, list) else [found]
    for row in rows:
        if not isinstance(row, dict):
            raise OutsideError(
                Said("outside.no_list", "the answer holds no list of objects; see 'rows' in connectors.yaml")
            )
        inner = dig(row, spec.each) if spec.each else None
        for item in inner if isinstance(inner, list) and inner else [None]:
            yield {path: _value(spec, row, item, path) for path in spec.fields.values()}


def _value(spec: Spec, row: Mapping[str, Any], item: Any, path: str) -> Any:
    if spec.each and path.startswith(f"{spec.each}."):
        return dig(item, path.removeprefix(f"{spec.each}."))
    return dig(row, path)


def dig(data: Any, path: str) -> Any:
    """The value under a path such as `customer.email`; None where there is none."""
    for part in path.split("."):
        if not isinstance(data, dict):
            return None
        data = data.get(part)
    return data
