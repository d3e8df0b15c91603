"""When the model fails again and again, or the day's budget is spent, the offline drafter writes and the draft says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import pytest

from graph.drafters import Allowance, Breaker, Day, DrafterUnavailable, OpenAIDrafter, Trip
from graph.material import Drafted, DraftRequest, DraftTooLarge, Usage
from tests.graph.drafting import an_order, drafter, request
from tests.graph.openai_server import error, serving
from tests.graph.shop import Shop

ASKED = request("Where is it?", order=an_order("in_transit"))
USED = Usage(10, 5, 0.1, 0.01, 1)


@dataclass
class Model:
    """A drafter that does what it is told next; without more to do it writes."""

    name: str = "openai"
    plan: list[Exception | None] = field(default_factory=list)
    asked: int = 0

    def draft(self, request: DraftRequest) -> Drafted:
        self.asked += 1
        if self.plan and (failure := self.plan.pop(0)):
            raise failure
        return Drafted("Hello.", self.name, "m", "1", usage=USED)


@dataclass
class Clock:
    at: float = 0.0

    def __call__(self) -> float:
        return self.at


def down(times: int) -> list[Exception | None]:
    return [DrafterUnavailable("the model server can't be reached", USED) for _ in range(times)]


def breaker(model: Model, clock: Clock | None = None, day: Day | None = None) -> Breaker:
    return Breaker(model, drafter(), Trip(3, 60), day, clock or Clock())


def failing(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        with pytest.raises(DrafterUnavailable):
            breaker.draft(ASKED)


def test_a_model_that_works_is_asked_every_time() -> None:
    model = Model()
    asked = breaker(model)
    drafts = [asked.draft(ASKED) for _ in range(5)]
    assert model.asked == 5 and {draft.drafter for draft in drafts} == {"openai"}
    assert (
        {draft.fallback for draft in drafts} == {None} and asked.problem() is None and asked.name == "openai"
    )


def test_the_third_failure_in_a_row_brings_the_offline_drafter_and_the_draft_says_so() -> None:
    asked = breaker(Model(plan=down(3)))
    failing(asked, 2)
    drafted = asked.draft(ASKED)
    assert drafted.drafter == "offline" and drafted.text and drafted.usage == USED
    assert drafted.fallback == "the model server can't be reached"
    assert (
        drafted.notes[0] == "The offline drafter stood in for the model: the model server can't be reached."
    )
    assert asked.problem() == "the offline drafter stands in for the model: the model server can't be reached"


def test_failures_that_are_not_in_a_row_change_nothing() -> None:
    asked = breaker(Model(plan=[*down(2), None, *down(2), None]))
    for _ in range(2):
        failing(asked, 2)
        assert asked.draft(ASKED).fallback is None


def test_while_it_is_open_nobody_asks_the_model() -> None:
    model, clock = Model(plan=down(3)), Clock()
    asked = breaker(model, clock)
    failing(asked, 2)
    clock.at = 59.9
    assert [asked.draft(ASKED).fallback is not None for _ in range(4)] == [True] * 4
    assert model.asked == 3


def test_after_the_pause_one_draft_tries_and_its_success_closes() -> None:
    model, clock = Model(plan=down(3)), Clock()
    asked = breaker(model, clock)
    failing(asked, 2)
    asked.draft(ASKED)
    clock.at = 61
    assert asked.draft(ASKED).fallback is None and asked.draft(ASKED).fallback is None
    assert asked.problem() is None and model.asked == 5


def test_a_failed_try_begins_the_pause_anew_and_still_gives_a_draft() -> None:
    model, clock = Model(plan=down(4)), Clock()
    asked = breaker(model, clock)
    failing(asked, 2)
    asked.draft(ASKED)
    clock.at = 61
    assert asked.draft(ASKED).fallback and model.asked == 4
    clock.at = 100
    assert asked.draft(ASKED).fallback and model.asked == 4
    clock.at = 122
    assert asked.draft(ASKED).fallback is None


def test_only_one_of_many_threads_tries() -> None:
    model, clock = Model(plan=down(3)), Clock()
    asked = breaker(model, clock)
    failing(asked, 2)
    asked.draft(ASKED)
    clock.at = 61
    model.plan = down(1)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: asked.draft(ASKED).drafter, range(16)))
    assert model.asked == 4 and set(found) == {"offline"}


def test_a_message_that_is_too_large_is_drafted_offline_and_says_nothing_of_the_server() -> None:
    model = Model(
        plan=[DraftTooLarge("the message is too long for a draft of 9 tokens", USED) for _ in range(5)]
    )
    asked = breaker(model)
    assert {asked.draft(ASKED).fallback for _ in range(5)} == {
        "the message is too long for a draft of 9 tokens"
    }
    assert asked.problem() is None and asked.draft(ASKED).drafter == "openai"


def test_an_error_of_the_program_counts_and_comes_out() -> None:
    asked = breaker(Model(plan=[KeyError("x"), KeyError("x"), KeyError("x")]))
    for _ in range(3):
        with pytest.raises(KeyError):
            asked.draft(ASKED)
    assert asked.draft(ASKED).fallback == "it broke (KeyError)"


def test_when_the_days_budget_is_spent_the_offline_drafter_writes() -> None:
    model = Model()
    asked = breaker(model, day=Day(Allowance(cost=1.0), lambda since: Usage(cost=1.0)))
    drafted = asked.draft(ASKED)
    assert (drafted.fallback, drafted.usage, model.asked) == ("today's budget of 1 is spent", None, 0)
    assert asked.problem() == "the offline drafter stands in for the model: today's budget of 1 is spent"


def test_what_is_spent_on_no_draft_is_counted_for_the_day() -> None:
    model = Model(plan=down(1))
    asked = breaker(model, day=Day(Allowance(tokens=15), lambda since: Usage()))
    failing(asked, 1)
    assert asked.draft(ASKED).fallback == "today's 15 tokens are spent"


def test_a_server_that_is_down_costs_a_turn_nothing_but_its_model(shop: Shop) -> None:
    with serving(lambda _: error(503)) as server:
        model = OpenAIDrafter(server.url, None, "m", timeout_s=2, retries=0)
        guarded = replace(shop, parts=replace(shop.parts, drafter=Breaker(model, shop.writer, Trip(1, 60))))
        conversation, draft = guarded.drafted()
        second = guarded.drafted()[1]
    assert (draft.drafter, draft.fallback) == ("writer", "the model server answered with status 503")
    assert draft.notes[0].startswith("The offline drafter stood in for the model")
    assert draft.usage["calls"] == 1 and second.usage == {} and second.fallback == draft.fallback
    assert len(server.asked) == 1 and guarded.turn(conversation).status == "review"
