"""What a draft took is counted, and what it may take is held: tokens, seconds, money, a day."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest

from graph.drafters import Allowance, Day, DrafterUnavailable, Limits, OpenAIDrafter, Prices
from graph.drafters.prompt import House, build, estimated
from graph.material import DraftTooLarge, Line, Scored, Usage
from tests.graph.drafting import a_passage, an_example, an_order, request
from tests.graph.openai_server import Asked, Reply, completion, error, serving

GOOD = json.dumps(
    {"sentences": [{"text": "On its way.", "source": "s1"}], "notes": [], "needs_person": False}
)
ASKED = request("Where is it?", order=an_order("in_transit"))


def drafter(
    url: str, limits: Limits | None = None, timeout_s: float = 5.0, retries: int = 0
) -> OpenAIDrafter:
    prices = Prices(input=0.5, output=2.0)
    return OpenAIDrafter(url, None, "m", timeout_s, retries, limits=limits, prices=prices)


def test_tokens_seconds_calls_and_cost_are_counted() -> None:
    with serving(lambda _: completion(GOOD, usage=(2_000_000, 500_000))) as server:
        usage = drafter(server.url).draft(ASKED).usage
    assert usage and (usage.input_tokens, usage.output_tokens, usage.calls) == (2_000_000, 500_000, 1)
    assert usage.cost == pytest.approx(2.0) and 0 < usage.seconds < 5


def test_calls_that_failed_on_the_way_count_too() -> None:
    replies = iter([error(404), completion("oops", usage=(10, 1)), completion(GOOD, usage=(10, 5))])
    with serving(lambda _: next(replies)) as server:
        usage = drafter(server.url).draft(ASKED).usage
    assert usage and (usage.input_tokens, usage.output_tokens, usage.calls) == (20, 6, 3)


def test_what_a_server_does_not_count_is_estimated() -> None:
    with serving(lambda _: completion(GOOD)) as server:
        usage = drafter(server.url).draft(ASKED).usage
    sent = "".join(message["content"] for message in server.asked[0]["messages"])
    assert usage and usage.input_tokens == pytest.approx(estimated(sent), abs=2)
    assert usage.output_tokens == estimated(GOOD)


def test_a_failure_tells_what_was_spent_on_it() -> None:
    with (
        serving(lambda _: completion("oops", usage=(10, 1))) as server,
        pytest.raises(DrafterUnavailable) as failed,
    ):
        drafter(server.url).draft(ASKED)
    assert failed.value.usage and (failed.value.usage.calls, failed.value.usage.input_tokens) == (3, 30)


def test_no_call_is_made_that_could_go_beyond_the_drafts_tokens() -> None:
    room = build(ASKED, House("c", "a")).tokens + 300
    with (
        serving(lambda _: completion("oops", usage=(900, 200))) as server,
        pytest.raises(DraftTooLarge) as failed,
    ):
        drafter(server.url, Limits(tokens=room + 200, answer_tokens=300)).draft(ASKED)
    assert str(failed.value) == f"the draft would take more than {room + 200} tokens"
    assert len(server.asked) == 1


def test_a_message_too_long_for_any_draft_is_not_sent() -> None:
    long = request("word " * 5_000)
    with (
        serving(lambda _: completion(GOOD)) as server,
        pytest.raises(DraftTooLarge, match="too long for a draft of"),
    ):
        drafter(server.url, Limits(tokens=4_000)).draft(long)
    assert server.asked == []


def test_the_least_weighty_sources_are_left_out_first_then_the_oldest_lines() -> None:
    order = an_order("in_transit")
    asked = request(
        order=order, passages=(Scored(a_passage("Passage. " * 300), 0.8),),
        examples=(an_example("a", "Example. " * 300),),
    )  # fmt: skip
    house, whole = House("c", "a"), build(asked, House("c", "a"))
    less = build(asked, house, whole.tokens - 100)
    kinds = [source.kind for source in less.sources.values()]
    assert less.left_out == 1 and "example" not in kinds and {"order", "article"} <= set(kinds)
    least = build(asked, house, whole.tokens - 1_700)
    assert [source.kind for source in least.sources.values()] == [
        "order"
    ] and least.tokens <= whole.tokens - 1_700
    lines = (Line("customer", "The oldest. " * 200), Line("assistant", "The newest."))
    talked = type(asked)("t", "c", "?", lines, asked.understanding, asked.material)
    short = build(
        talked,
        house,
        build(type(asked)("t", "c", "?", (), asked.understanding, type(asked.material)()), house).tokens + 60,
    )
    assert "The newest." in short.user and "The oldest." not in short.user


def test_a_reviewer_reads_that_sources_were_left_out() -> None:
    asked = request(order=an_order("in_transit"), examples=(an_example("a", "Example. " * 3_000),))
    with serving(lambda _: completion(GOOD)) as server:
        drafted = drafter(server.url, Limits(tokens=6_000)).draft(asked)
    assert any("1 of the sources found were not shown" in note for note in drafted.notes)
    assert drafted.examples == () and not any("was shown" in note for note in drafted.notes)


def test_a_draft_ends_when_its_seconds_are_over_however_often_a_call_could_be_repeated() -> None:
    started = time.monotonic()
    with serving(lambda _: (200, None)) as server, pytest.raises(DrafterUnavailable, match="in time"):
        drafter(server.url, Limits(seconds=0.4), timeout_s=30, retries=3).draft(ASKED)
    assert time.monotonic() - started < 3 and len(server.asked) == 1


def test_a_server_that_drips_its_answer_is_cut_off_in_time() -> None:
    body = json.dumps(completion(GOOD)[1])
    started = time.monotonic()

    def script(asked: Asked) -> Reply:
        return 200, [" "] * 60 + [body]

    with serving(script) as server, pytest.raises(DrafterUnavailable, match="in time"):
        drafter(server.url, timeout_s=0.6).draft(ASKED)
    assert time.monotonic() - started < 5
    with serving(lambda _: (200, [" ", body[:20], body[20:]])) as server:
        assert drafter(server.url).draft(ASKED).text


NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def test_a_day_without_an_allowance_never_ends_and_asks_nobody() -> None:
    def known(since: datetime) -> Usage:
        raise AssertionError("nobody needs to know")

    assert Day(Allowance(), known).spent() is None


@pytest.mark.parametrize(
    ("allowance", "usage", "why"),
    [
        (Allowance(tokens=100), Usage(60, 39), None),
        (Allowance(tokens=100), Usage(60, 40), "today's 100 tokens are spent"),
        (Allowance(cost=2.5), Usage(cost=2.49), None),
        (Allowance(cost=2.5), Usage(cost=2.5), "today's budget of 2.5 is spent"),
    ],
)
def test_a_day_is_over_when_its_tokens_or_its_money_are(
    allowance: Allowance, usage: Usage, why: str | None
) -> None:
    assert Day(allowance, lambda since: usage).spent() == why


def test_answers_that_became_no_draft_count_until_the_day_is_over() -> None:
    now = [NOON]
    asked: list[datetime] = []

    def known(since: datetime) -> Usage:
        asked.append(since)
        return Usage(50, 0)

    zone = timezone(timedelta(hours=1))
    day = Day(Allowance(tokens=100), known, zone, lambda: now[0])
    day.lost(Usage(40, 10))
    assert day.spent() == "today's 100 tokens are spent"
    assert asked == [datetime(2026, 11, 21, tzinfo=zone)]
    now[0] = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)  # half past midnight there
    assert day.spent() is None and asked[-1] == datetime(2026, 11, 22, tzinfo=zone)
