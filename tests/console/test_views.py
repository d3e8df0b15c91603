"""View-models: what pages say, from records, without Streamlit."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from console.roles import PAGES, may_reveal, pages_for
from console.views import accounts, examples, insights, noticed, queue, times, waiting, words
from console.views.decide import Action, refusal
from data.errors import AlreadyDecided, ClaimLost, Stale, TooManyRedrafts
from data.records import (
    ApprovalRequest,
    Asked,
    DecisionDay,
    Example,
    QueueItem,
    SentimentDay,
    TakeoverDay,
    TakeoverRow,
)
from data.records.figures import Promises

NOW = datetime(2026, 5, 12, 10, 0, tzinfo=UTC)
DAY = date(2026, 5, 12)
ITEM = QueueItem(
    draft_id="d1", turn_id="t1", conversation_id="c1", customer_id="u1", channel="chat", draft_version=1, last_seq=1,
    language="da", sentiment=-0.7, emotion="anger", intent="delivery_delay", urgency="high", wants_human=False,
    must_escalate=False, injection=False, blocked=False, excerpt="Hvor er <PERSON_1>s lampe?",
    waiting_since=NOW - timedelta(minutes=4), drafted_at=NOW, claimed_by=None, claimed_name=None, claim_until=None,
    edit_by=None,
)  # fmt: skip
WAITS = TakeoverRow(
    id="k1", conversation_id="c1", customer_id="u1", channel="chat", language="sv", state="waiting_human",
    reason="customer_asked", detail=None, requested_at=NOW - timedelta(minutes=4), reviewer_id=None, reviewer_name=None,
    started_at=None, first_reply_at=None, emotion="worry", intent="warranty", urgency="normal", last_text="Hallå?",
)  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(-3, "0 s"), (59, "59 s"), (240, "4 min"), (7500, "2 h 5 min"), (200_000, "2 d")],
)
def test_spans(seconds: float, shown: str) -> None:
    assert times.span(seconds) == shown


def test_times_are_the_readers_times() -> None:
    zone = ZoneInfo("Europe/Copenhagen")
    assert times.at(NOW, zone, NOW) == "12:00"
    assert times.at(NOW - timedelta(days=1), zone, NOW) == "yesterday 12:00"
    assert times.at(NOW - timedelta(days=40), zone, NOW) == "2 Apr 12:00"
    assert times.at(NOW - timedelta(days=400), zone, NOW) == "2025-04-07 12:00"


def test_moods_are_signs_and_words() -> None:
    assert words.mood(-0.7, "anger").word == "Angry"
    assert words.mood(-0.7).sign == "▼▼"
    assert words.mood(0.0).word == "Neutral"
    assert words.mood(None).word == "Mood unknown"


def test_a_card_says_it_all_in_words() -> None:
    card = queue.card(ITEM, "me", NOW)
    assert (card.intent, card.language, card.wait) == ("Late delivery", "Danish", "4 min")
    assert card.urgency_sign == "! Urgent"
    assert (card.mood_sign, card.mood) == ("▼▼", "Angry")
    assert card.excerpt == "Hvor er Person 1s lampe?"


def test_flags() -> None:
    troubled = replace(
        ITEM, injection=True, must_escalate=True, wants_human=True, draft_version=2, claimed_by="anna",
        claimed_name="Anna", edit_by="me", blocked=True,
    )  # fmt: skip
    assert [flag.word for flag in queue.flags(troubled, "me")] == [
        "Tries to steer the AI", "Must escalate", "Wants a person", "A check failed", "Version 2", "Anna is on this",
        "You started an edit",
    ]  # fmt: skip
    assert queue.flags(replace(ITEM, claimed_by="me"), "me") == ()


def test_the_next_draft_is_the_first_that_nobody_else_has() -> None:
    items = [replace(ITEM, claimed_by="anna"), replace(ITEM, draft_id="d2"), replace(ITEM, draft_id="d3")]
    assert queue.next_draft(items, "me") == "d2"
    assert queue.next_draft(items, "me", after="d2") == "d3"
    assert queue.next_draft(items[:1], "me") is None
    assert queue.next_draft(items[:1], "anna") == "d1"


def test_the_queue_can_be_narrowed() -> None:
    items = [ITEM, replace(ITEM, draft_id="d2", language="sv", intent="warranty")]
    assert queue.choices(items) == (["da", "sv"], ["delivery_delay", "warranty"])
    assert [item.draft_id for item in queue.filtered(items, "sv", None)] == ["d2"]
    assert queue.filtered(items, "sv", "delivery_delay") == []
    assert queue.summary(items, NOW) == "2 drafts, longest wait 4 min"
    assert queue.summary([], NOW) == "No drafts are waiting"


def test_of_a_long_queue_the_first_are_listed_and_the_opened_one() -> None:
    items = [replace(ITEM, draft_id=f"d{place}") for place in range(5)]
    assert [item.draft_id for item in queue.top(items, 2, "d3")] == ["d0", "d1", "d3"]
    assert [item.draft_id for item in queue.top(items, 2, None)] == ["d0", "d1"]
    assert queue.top(items, 9, "d1") == items


@pytest.mark.parametrize(
    ("minutes", "clock", "tone"),
    [(4, "7 min left", "good"), (9, "2 min left", "warn"), (13, "overdue by 2 min", "bad")],
)
def test_a_wait_runs_against_the_promise(minutes: int, clock: str, tone: str) -> None:
    row = replace(WAITS, requested_at=NOW - timedelta(minutes=minutes))
    shown = waiting.waiting(row, 11, "me", NOW)
    assert (shown.clock, shown.tone) == (clock, tone)


def test_a_wait_ends_with_the_first_reply_not_with_joining() -> None:
    joined = replace(
        WAITS, reviewer_id="anna", reviewer_name="Anna", requested_at=NOW - timedelta(minutes=12)
    )
    assert waiting.waiting(joined, 11, "me", NOW).clock == "overdue by 1 min"
    assert waiting.waiting(joined, 11, "me", NOW).holder == "Anna is there"
    answered = replace(joined, first_reply_at=NOW - timedelta(minutes=9))
    assert waiting.waiting(answered, 11, "me", NOW).clock == "answered after 3 min"
    assert waiting.summary([joined, answered], 11, NOW).startswith("1 customer waits for a person, 1 over")


def test_why_someone_waits_is_a_sentence_and_labels_with_the_cue_words_folded_away() -> None:
    row = replace(
        WAITS, reason="must_escalate", intent="delivery_delay",
        detail="must go to a person (legal): anwalt…; intent (delivery delay): seit wochen; emotion (anger): frist",
    )  # fmt: skip
    shown = waiting.waiting(row, 11, "me", NOW)
    html = waiting.as_html(shown)
    assert "Must be answered by a person" in html and ">Legal</span>" in html
    assert "must go to" not in html
    details = noticed.details_html(shown.noticed, "Why")
    assert "<b>Late delivery</b> <span>seit wochen</span>" in details
    assert "<b>Angry</b>" in details


def test_a_reason_of_an_unknown_form_is_shown_as_it_is() -> None:
    (found,) = noticed.from_detail("There is nothing to go on: no template <b>fits</b>.")
    assert (found.word, found.cues) == ("", "There is nothing to go on: no template <b>fits</b>.")
    assert "<b>fits" not in noticed.details_html([found], "Why")


def test_ones_own_conversations_come_first() -> None:
    mine = replace(WAITS, id="k2", reviewer_id="me")
    assert waiting.order([WAITS, mine], "me") == [mine, WAITS]


def test_actions_are_read_with_distrust() -> None:
    raw = {"kind": "edit", "text": "Hi", "reasons": ["tone", "evil", 3], "starred": "yes", "guidance": None}
    assert Action.from_browser(raw) == Action("edit", "Hi", ("tone",), False, "")
    assert Action.from_browser({"kind": "erase", "text": "x"}) is None
    assert Action.from_browser({"kind": "edit"}) is None


@pytest.mark.parametrize("error", [Stale(""), AlreadyDecided(""), ClaimLost("")])
def test_refusals_that_end_the_work_say_that_the_text_is_kept(error: Exception) -> None:
    refused = refusal(error)
    assert refused.moved_on
    assert "Your text is kept" in refused.message


def test_too_many_redrafts_leaves_the_draft_open() -> None:
    assert not refusal(TooManyRedrafts("")).moved_on


def test_decisions_are_summed_in_a_sentence_that_warns_of_small_numbers() -> None:
    few = [DecisionDay(DAY, 3, 1, 0, 0, 0)]
    assert insights.decisions_sentence(few) == (
        "Of 4 decisions 75% were sent as drafted, 25% with a light edit, 0% rewritten, 0% rejected, 0% taken over. "
        "Only 4 cases: treat these numbers with care."
    )
    assert "care" not in insights.decisions_sentence([DecisionDay(DAY, 30, 10, 0, 0, 0)])


def test_sentiment_is_weighed_by_requests_and_names_the_lowest_language() -> None:
    days = [SentimentDay(DAY, "da", 90, 0.5, 0), SentimentDay(DAY, "sv", 30, -0.5, 20)]
    sentence = insights.sentiment_sentence(days)
    assert "+0.25" in sentence and "17% of 120" in sentence
    assert "The lowest language is Swedish with -0.50." in sentence
    assert [line.language for line in insights.lines(days)] == ["da", "sv"]


def test_takeovers_name_the_main_reason() -> None:
    days = [TakeoverDay(DAY, 40, 4, 0.1, {"customer_asked": 3, "failed": 1})]
    assert "4 times in 40 requests (10%)" in insights.takeovers_sentence(days)
    assert "The customer asked for a person (3)" in insights.takeovers_sentence(days)


def test_waiting_says_whether_the_promise_was_kept() -> None:
    late, kept = Promises(DAY, "people", 39, 1, 0), Promises(DAY, "people", 40, 0, 0)
    assert "broken" in insights.promise_sentence([late, kept], 11)
    assert "kept" in insights.promise_sentence([kept], 20)
    assert insights.promise_sentence([replace(late, clock="drafts")], 11) == ""


def test_periods_include_today() -> None:
    found = insights.period(7, DAY)
    assert (found.first, found.last) == (date(2026, 5, 6), DAY)


def test_examples_export_as_chats_one_a_line_and_only_those_in_use() -> None:
    example = Example(
        "e1",
        "x1",
        "u1",
        "da",
        "warranty",
        ("tone",),
        "Hvor er <PERSON_1>?",
        "Udkast",
        "Svar «æ»",
        "r1",
        False,
        (),
        NOW,
    )
    off = replace(example, id="e2", active=False)
    (line,) = examples.as_jsonl([example, off], "Nordlys Hjem", "Lumi").splitlines()
    messages = json.loads(line)["messages"]
    assert [message["role"] for message in messages] == ["system", "user", "assistant"]
    assert messages[1]["content"] == "Hvor er <PERSON_1>?"
    assert messages[2]["content"] == "Svar «æ»"
    assert examples.filtered([example, off], None, "warranty", False) == [off]


@pytest.mark.parametrize(
    ("username", "name", "wrong"),
    [
        ("mette", "Mette", False),
        ("Mette.K", "Mette", False),
        ("m", "M", True),
        ("a b", "A", True),
        ("mette", " ", True),
    ],
)
def test_new_accounts_are_checked(username: str, name: str, wrong: bool) -> None:
    assert (accounts.problem(username, name) is not None) == wrong


def test_pages_by_role() -> None:
    assert [page.name for page in pages_for("reviewer")] == [
        "review",
        "waiting",
        "conversations",
        "knowledge",
    ]
    leads = {"insights", "examples", "privacy", "team", "audit"}
    assert leads <= {page.name for page in pages_for("supervisor")[3:]}
    assert "accounts" not in {page.name for page in pages_for("supervisor")}
    assert pages_for("admin") == PAGES


def test_reveals_by_role() -> None:
    assert not may_reveal("reviewer", ("supervisor", "admin"))
    assert may_reveal("reviewer", ("reviewer",))
    assert may_reveal("supervisor", ())


def test_the_queue_says_who_is_wanted() -> None:
    request = ApprovalRequest(
        "q", "d1", 1, "c", "approve", "t", "h", 1, 1, ("dates",), (), False, "why", (), False, None, "me",
        datetime.now(UTC),
    )  # fmt: skip
    asked = Asked(request, None, False)
    assert [flag.word for flag in queue.second(asked, "anna")] == ["Second pair of eyes wanted"]
    assert [flag.word for flag in queue.second(asked, "me")] == ["Waits for a second person"]
    assert queue.second(Asked(request, None, True), "anna") == ()
