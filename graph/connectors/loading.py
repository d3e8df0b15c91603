"""Reads `connectors.yaml`. A mistake is answered with the entry, the key and what to write there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from data.outside import names_in, only_reads
from data.records.company import INVOICE_STATUSES, SHIPMENT_STATUSES
from data.sample.model import INTENTS, STATUSES
from data.sample.reading import Fields, read_mapping
from graph.connectors.spec import GIVES, KEYS, KINDS, NEEDED, OPTIONAL, Gives, Key, Kind, Spec

FILE = "connectors.yaml"
MOST_ROWS, MOST_SECONDS, MOST_FIELDS = 100, 30.0, 30
_KEYS = {
    "file": {"by"},
    "sql": {"query", "address_from"},
    "http": {"headers_from", "rows", "each"},
}
_COMMON = {
    "name",
    "kind",
    "gives",
    "address",
    "fields",
    "always",
    "statuses",
    "date_format",
    "decimal_mark",
    "personal",
    "intents",
    "timeout_seconds",
    "at_most",
}
_STATUSES: Mapping[str, tuple[str, ...]] = {
    "orders": STATUSES,
    "shipments": SHIPMENT_STATUSES,
    "invoices": INVOICE_STATUSES,
}
_SLOT = re.compile(r"\{(\w*)\}")


def load(folder: Path) -> tuple[Spec, ...]:
    """The connectors of a company's folder; none without the file. Raises `data.sample.SampleError`."""
    path = folder / FILE
    if not path.exists():
        return ()
    found = [_spec(entry) for entry in read_mapping(path).each("connectors")]
    names = [spec.name for spec in found]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise read_mapping(path).error(f"the name {twice[0]!r} is there twice; make it unique")
    return tuple(found)


def _spec(entry: Fields) -> Spec:
    kind = cast(Kind, entry.choice("kind", KINDS))
    gives = cast(Gives, entry.choice("gives", GIVES))
    _known_keys(entry, kind)
    spec = Spec(
        name=entry.text("name"),
        kind=kind,
        gives=gives,
        address=_address(entry, kind),
        address_from=entry.optional_text("address_from"),
        query=entry.text("query") if kind == "sql" else "",
        by=cast(Key, entry.choice("by", KEYS)) if "by" in entry.values else "email",
        headers_from=_texts(entry, "headers_from"),
        rows=entry.optional_text("rows") or "",
        each=entry.optional_text("each") or "",
        fields=_texts(entry, "fields"),
        always=_texts(entry, "always"),
        statuses=_statuses(entry, gives),
        date_format=entry.optional_text("date_format"),
        decimal_mark=entry.choice("decimal_mark", (".", ",")) if "decimal_mark" in entry.values else ".",
        personal=entry.texts("personal", list(_texts(entry, "fields"))) if "personal" in entry.values else (),
        intents=entry.texts("intents", INTENTS) if "intents" in entry.values else (),
        timeout_seconds=_number(entry, "timeout_seconds", 3.0, MOST_SECONDS),
        at_most=int(_number(entry, "at_most", 20, MOST_ROWS)),
        asks=_asks(entry, kind),
    )
    _fields_fit(entry, spec)
    _whose(entry, spec)
    return spec


def _known_keys(entry: Fields, kind: Kind) -> None:
    allowed = _COMMON | _KEYS[kind]
    strange = sorted(str(key) for key in entry.values if key not in allowed)
    if strange:
        raise entry.error(f"{strange[0]!r} isn't a key of kind {kind!r}; use {', '.join(sorted(allowed))}")


def _address(entry: Fields, kind: Kind) -> str:
    """The address in the file; empty when an environment variable holds it."""
    if "address_from" in entry.values:
        if "address" in entry.values:
            raise entry.error("'address' and 'address_from' are both there; keep one")
        return ""
    address = entry.text("address")
    if kind != "file" and urlsplit(address).password:
        cure = "see 'address_from'" if kind == "sql" else "and send it in a header, see 'headers_from'"
        raise entry.error(f"'address' holds a password; put it in an environment variable, {cure}")
    if kind == "http" and not address.startswith(("http://", "https://")):
        raise entry.error(f"'address' is {address!r}; write a URL that begins with https:// or http://")
    return address


def _asks(entry: Fields, kind: Kind) -> frozenset[Key]:
    """What it is asked with: the parameters of its query, the slots of its URL, or the file's `by`."""
    if kind == "file":
        return frozenset([cast(Key, entry.choice("by", KEYS)) if "by" in entry.values else "email"])
    if kind == "sql":
        where, names = "query", list(names_in(entry.text("query")))
        if not only_reads(entry.text("query")):
            raise entry.error("'query' must begin with SELECT or WITH; connectors only read")
    else:
        where, names = "address", _SLOT.findall(entry.text("address"))
    strange = [name for name in names if name not in KEYS]
    if strange or not names:
        form = ":email or :order_number" if kind == "sql" else "{email} or {order_number}"
        raise entry.error(f"{where!r} asks with {names!r}; use {form}")
    return frozenset(cast(list[Key], names))


def _texts(entry: Fields, key: str) -> Mapping[str, str]:
    """A mapping of texts to texts or numbers; empty when the key is missing."""
    if key not in entry.values:
        return {}
    within = entry.within(key)
    if len(within.values) > MOST_FIELDS:
        raise entry.error(f"{key!r} has {len(within.values)} entries; {MOST_FIELDS} are the most")
    for name, value in within.values.items():
        if isinstance(value, (dict, list, bool)) or value is None:
            quotes = " in quotes (YAML takes No, Yes, On and Off for true and false)"
            raise within.error(f"{name!r} is {value!r}; write a text{quotes * isinstance(value, bool)}")
    return {str(name): str(value) for name, value in within.values.items()}


def _statuses(entry: Fields, gives: Gives) -> Mapping[str, str]:
    """Their words for a status, folded, to ours."""
    found = _texts(entry, "statuses")
    allowed = _STATUSES.get(gives, ())
    for theirs, ours in found.items():
        if ours not in allowed:
            raise entry.within("statuses").error(f"{theirs!r} is {ours!r}; use one of {', '.join(allowed)}")
    return {word: word for word in allowed} | {theirs.casefold(): ours for theirs, ours in found.items()}


def _number(entry: Fields, key: str, usual: float, most: float) -> float:
    value: Any = entry.values.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= most:
        raise entry.error(f"{key!r} is {value!r}; write a number above 0 and at most {most:g}")
    return value


def _fields_fit(entry: Fields, spec: Spec) -> None:
    """Every needed field is mapped or fixed; no field is one that we don't know."""
    named = {*spec.fields, *spec.always}
    lacking = [name for name in NEEDED[spec.gives] if name not in named]
    if lacking:
        raise entry.error(
            f"'fields' lacks {lacking[0]!r}; name its column there, or its value under 'always'"
        )
    allowed = {*NEEDED[spec.gives], *OPTIONAL[spec.gives]}
    strange = sorted(named - allowed)
    if strange and spec.gives != "records":
        raise entry.error(f"'fields' has {strange[0]!r}; use {', '.join(sorted(allowed))}")
    if not spec.fields:
        raise entry.error("'fields' is empty; name what reviewers should see")
    column = spec.number_field if spec.by == "order_number" else "email"
    if spec.kind == "file" and column not in spec.fields:
        raise entry.error(f"'fields' lacks {column!r}, by which the file is searched; see 'by'")


def _whose(entry: Fields, spec: Spec) -> None:
    """An answer must show whose it is: nothing of another customer's may come back."""
    if "email" in spec.fields or "email" in spec.asks:
        return
    if spec.gives == "orders":
        raise entry.error("'fields' lacks 'email': an order found by its number alone could be anybody's")
    if "order_number" not in spec.fields:
        raise entry.error("'fields' lacks 'order_number' or 'email': nothing would tell whose the answer is")
