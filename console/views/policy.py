"""Policy in words: what each use case has earned, what is missing, what a change would have done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, tzinfo
from math import floor

from console.markup import plain, tag
from console.texts import known, say
from console.views import numbers, times, words
from console.views.insights_table import Column, Line, Table
from data.brake import OPERATOR
from data.earning import Sampled
from data.records.policy import NewPolicy, Policy, Pull
from graph.autonomy import NEVER, Rehearsal, Row

FROM = 0.7  # where the picture of an interval begins; it ends at 1
BOUND = 0.95
DIGITS = 3  # of bounds, as the form takes them


def table_html(rows: Sequence[Row], stopped: bool) -> str:
    """All use cases as a table: what happens, what reviewers approved unchanged, what is missing."""
    heads = ("use_case", "language", "mode", "evidence", "bound", "missing", "today")
    head = tag("tr", "".join(f'<th scope="col">{plain(say(f"policy.{name}"))}</th>' for name in heads))
    body = "".join(_row(row, stopped) for row in rows)
    caption = plain(say("policy.table"))
    whole = f'<caption class="gd-hidden">{caption}</caption><thead>{head}</thead><tbody>{body}</tbody>'
    inner = f'<table class="gd-table">{whole}</table>'
    return f'<div class="gd-scroll" role="region" tabindex="0" aria-label="{caption}">{inner}</div>'


def missing(row: Row, stopped: bool) -> str:
    """What a use case lacks to leave by itself, or how it stands."""
    if row.always:
        return say("policy.state.always")
    if not row.missing:
        auto = row.policy is not None and row.policy.mode == "auto"
        return say(
            "policy.state.stopped" if stopped and auto else f"policy.state.{'leaves' if auto else 'earned'}"
        )
    lacks = []
    if "too_few" in row.missing:
        lacks.append(say("policy.lacks.too_few", n=row.more))
    elif "below" in row.missing:
        figures = {
            "lower": _surely(row.lower),
            "bound": numbers.number(_bound(row), DIGITS),
            "n": row.more,
        }
        lacks.append(say("policy.lacks.below", **figures))
    if "customers" in row.missing:
        lacks.append(say("policy.lacks.customers"))
    return "; ".join(lacks)


def language(code: str | None) -> str:
    """The name of a language; None is all of them."""
    return words.language(code) if code else say("policy.every_language")


def mode(row: Policy | None) -> str:
    """What happens to drafts; without a row people review."""
    return say(f"policy.modes.{row.mode if row else 'review'}")


def would(new: NewPolicy, rehearsal: Rehearsal, was: Policy | None, always: bool, first: int) -> list[str]:
    """What a change would have done, and what it begins. first: unchanged approvals that are needed for a start."""
    if new.mode != "auto":
        return [say(f"policy.would.{new.mode}")]
    said = [say("policy.would.always")] if always else []
    if rehearsal.drafts:
        figures = {name: getattr(rehearsal, name) for name in ("drafts", "alone", "changed", "sampled")}
        said.append(say("policy.would.auto", **figures))
    else:
        said.append(say("policy.would.none"))
    goes_on = was is not None and (was.mode, was.language) == (new.mode, new.language)
    said.append(say("policy.would.goes_on") if goes_on else say("policy.would.begins", n=first))
    return [*said, say("policy.would.promised")]


def never_html() -> str:
    """The fixed list in words."""
    entries = "".join(tag("li", plain(say(f"policy.never.{name}"))) for name in NEVER)
    return tag("p", plain(say("policy.never_what"))) + tag("ul", entries, classes="gd-fares")


def samples(found: Sequence[Sampled], zone: tzinfo) -> Table:
    """Drafts of the random sample with their result, each leading to its conversation."""
    columns = tuple(Column(say(f"policy.{name}")) for name in ("decided", "use_case", "language", "result"))
    lines = tuple(
        Line(
            (times.at(one.decided_at, zone), words.intent(one.intent), language(one.language), _result(one)),
            f"/conversations?conversation={one.conversation_id}",
        )
        for one in found
    )
    return Table("policy-samples", columns, lines)


def history_html(
    rows: Sequence[Policy], pulls: Sequence[Pull], names: Mapping[str, str], zone: tzinfo
) -> str:
    """Every change and every press of the stop button, the newest first."""
    lines = [(row.decided_at, _change(row, names, zone)) for row in rows]
    lines += [(pull.pulled_at, _pull(pull, names, zone)) for pull in pulls]
    said = (tag("li", plain(line)) for _, line in sorted(lines, key=lambda one: one[0], reverse=True))
    return tag("ul", "".join(said), classes="gd-fares")


def banner(pull: Pull, names: Mapping[str, str], zone: tzinfo) -> str:
    """Who stopped everything, when and why."""
    cause = known("stop.cause", pull.cause)
    return say(
        "stop.banner", name=person(pull.account_id, names), at=times.at(pull.pulled_at, zone), cause=cause
    )


def person(account_id: str, names: Mapping[str, str]) -> str:
    """A person's name, or the command line."""
    return say("stop.operator") if account_id == OPERATOR else names.get(account_id, "?")


def _row(row: Row, stopped: bool) -> str:
    cells = (
        plain(language(row.language)),
        plain(mode(row.policy)),
        plain(_share(row)),
        interval_html(row),
        plain(missing(row, stopped)),
        plain(str(row.today or "–")),
    )
    name = tag("th", plain(words.intent(row.intent)), scope="row")
    return tag("tr", name + "".join(tag("td", cell) for cell in cells))


def interval_html(row: Row) -> str:
    """The bound as a number, and a picture: from it to 1, the share of unchanged approvals, and what is wanted."""
    evidence = row.evidence
    if not evidence.number:
        return "–"
    share, wanted = evidence.unchanged / evidence.number, _bound(row)
    said = say(
        "policy.interval", unchanged=evidence.unchanged, n=evidence.number, lower=_surely(row.lower),
        bound=numbers.number(wanted, DIGITS),
    )  # fmt: skip
    reach = tag("span", "", classes="gd-reach", style=f"left:{_place(row.lower)};right:0")
    marks = tag("span", "", classes="gd-at-share", style=f"left:{_place(share)}")
    marks += tag("span", "", classes="gd-wanted", style=f"left:{_place(wanted)}")
    picture = tag("span", reach + marks, classes="gd-interval", role="img", aria_label=said, title=said)
    return tag("span", plain(_surely(row.lower))) + picture


def _place(share: float) -> str:
    return f"{100 * (max(share, FROM) - FROM) / (1 - FROM):.1f}%"


def _surely(lower: float) -> str:
    """A lower bound rounded down: 51 of 51 (0.9496) must not read as the 0.950 that it hasn't reached."""
    return numbers.number(floor(lower * 10**DIGITS) / 10**DIGITS, DIGITS)


def _bound(row: Row) -> float:
    return row.policy.bound if row.policy else BOUND


def _share(row: Row) -> str:
    evidence = row.evidence
    if not evidence.number:
        return say("policy.none")
    return say("policy.share", unchanged=evidence.unchanged, n=evidence.number)


def _result(one: Sampled) -> str:
    return say(f"policy.results.{'unchanged' if one.unchanged else one.kind}")


def _change(row: Policy, names: Mapping[str, str], zone: tzinfo) -> str:
    return say(
        "policy.history_line", at=_at(row.decided_at, zone), name=person(row.account_id, names),
        use_case=words.intent(row.intent), language=language(row.language), mode=mode(row), why=row.reason,
    )  # fmt: skip


def _pull(pull: Pull, names: Mapping[str, str], zone: tzinfo) -> str:
    what = say(f"policy.pulled.{'stopped' if pull.stopped else 'started'}")
    cause = known("stop.cause", pull.cause) + "." if pull.stopped else ""
    why = f"{cause} {pull.note}".strip()
    return say(
        "policy.pull_line",
        at=_at(pull.pulled_at, zone),
        name=person(pull.account_id, names),
        what=what,
        why=why,
    )


def _at(moment: datetime, zone: tzinfo) -> str:
    return times.at(moment, zone)
