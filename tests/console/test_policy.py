"""The page policy on real rows, without a browser: who may open it, evidence, rehearsal, second person, stop, words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from console import session, texts
from console.application import SCRIPT
from console.roles import LEADS, pages_for
from console.views import kept_back
from console.views import policy as views
from console.views.conversations import decision_line
from data import audit, brake, decisions, desk, judging
from data.earning import Past
from data.records import Draft
from data.records.policy import MODES, Evidence, NewPolicy, Weighed
from graph.autonomy import NEVER, WHYS, Policies, Row, lower, more_wanted, rehearsal, sampled, unearned
from graph.desk import ApprovalNeeded
from tests.console.room import Room

AUTO = NewPolicy(intent="compliment", mode="auto", reason="They are all alike.")
PRAISE = {"intent": "compliment", "emotion": "gratitude", "sentiment": 0.8}


def judged(room: Room, why: tuple[str, ...] = ("mode",), kept: tuple[str, ...] = ()) -> Draft:
    """A draft about praise, judged by what this test says of it."""
    draft = room.drafted(text="Thank you!", reply="Thank you, too.", checks=(), **PRAISE)
    judging.judge(room.db, draft.id, kept, lambda standing: Weighed(why, 0.0))
    return draft


def reviewed(room: Room, text: str | None = None, why: tuple[str, ...] = ("mode",)) -> None:
    draft, account = judged(room, why), room.people["reviewer"]
    desk.claim(room.db, draft.id, account.id)
    if text is None:
        room.parts.desk.approve(draft.id, account, seconds_open=9.0)
    else:
        room.parts.desk.edit(draft.id, account, text, seconds_open=9.0)


def row(room: Room) -> Row:
    return next(row for row in room.parts.policies.rows() if row.intent == "compliment")


def test_only_supervisors_and_admins_open_the_page() -> None:
    assert "policy" not in {page.name for page in pages_for("reviewer")}
    assert all("policy" in {page.name for page in pages_for(role)} for role in LEADS)


def test_a_use_case_says_what_was_approved_and_what_is_missing(room: Room) -> None:
    nothing = row(room)
    assert (nothing.language, nothing.policy, nothing.evidence.number) == (None, None, 0)
    assert (
        views.mode(nothing.policy) == "One person reviews"
        and views.missing(nothing, False) == "52 more decisions"
    )
    reviewed(room)
    reviewed(room, "Thank you very much.")
    one = row(room)
    assert (one.language, one.evidence.number, one.evidence.unchanged) == ("en", 2, 1)
    html = views.table_html([one], stopped=False)
    assert "1 of 2" in html and "gd-interval" in html and "surely at least" in html


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence(52, 52), "Earned; people review it all the same"),
        (Evidence(40, 40), "12 more decisions"),
        (Evidence(100, 95), "bound 0.900 < 0.950: 102 more unchanged"),
        (Evidence(50, 50), "bound 0.948 < 0.950: 2 more unchanged"),
        (Evidence(51, 51), "bound 0.949 < 0.950: 1 more unchanged"),
        (Evidence(100, 100, heard=10, badly=8), "customers take these replies worse"),
    ],
)
def test_what_is_missing_is_said_in_words(evidence: Evidence, said: str) -> None:
    plain = Row(
        "compliment", "en", None, None, evidence, lower(evidence), unearned(AUTO, evidence),
        more_wanted(AUTO, evidence), 0, False,
    )  # fmt: skip
    assert views.missing(plain, False) == said
    assert views.missing(replace(plain, always=True), False) == "Always stays with people"


def test_a_rehearsal_counts_what_would_have_left_and_what_reviewers_changed() -> None:
    at = datetime(2026, 11, 20, 12, tzinfo=UTC)
    past = [
        Past(str(n), "en", n % 2 == 0, n < 20, n % 8 != 0, at + timedelta(days=n // 50)) for n in range(120)
    ]
    told = rehearsal(AUTO, past)
    open_to = [one for one in past if one.clear and not one.newcomer]
    drawn = [one for one in open_to if sampled(one.turn_id, 0.1)]
    assert (told.drafts, told.sampled, told.alone) == (120, len(drawn), len(open_to) - len(drawn))
    assert told.changed == sum(not one.unchanged for one in open_to if one not in drawn)
    assert rehearsal(replace(AUTO, daily=5), past).alone == 15
    assert rehearsal(replace(AUTO, mode="review"), past).alone == 0


def test_a_change_is_masked_audited_and_begins_anew(room: Room) -> None:
    reviewed(room)
    policies, signe = room.parts.policies, room.people["supervisor"]
    told = policies.rehearse(AUTO)
    assert (told.drafts, told.alone) == (1, 0)  # to a newcomer
    assert policies.rehearse(replace(AUTO, newcomers=True)).drafts == 1
    policies.change(replace(AUTO, reason="Asked by ingrid.solberg@example.org."), signe)
    (made,) = policies.history()
    assert "ingrid.solberg@" not in made.reason and made.account_id == signe.id
    assert row(room).evidence.number == 0 and row(room).policy == made
    assert [event.kind for event in audit.events(room.db)].count("policy.changed") == 1


def test_two_people_let_out_what_policy_gives_to_two(room: Room) -> None:
    room.parts.policies.change(replace(AUTO, mode="second"), room.people["supervisor"])
    assert not row(room).always
    draft, account = judged(room), room.people["reviewer"]
    desk.claim(room.db, draft.id, account.id)
    with pytest.raises(ApprovalNeeded):
        room.parts.desk.approve(draft.id, account)
    room.parts.desk.ask_second(draft.id, account, draft.text, "Policy wants two.")
    asked = room.parts.desk.second(draft.id)
    assert asked is not None and asked.request.wants == ("two_people",)
    desk.claim(room.db, draft.id, room.people["supervisor"].id)
    assert room.parts.desk.let_out(asked, room.people["supervisor"]).reviewer_id == account.id


def test_the_sample_shows_its_results_and_where_to_read_on(room: Room) -> None:
    reviewed(room, why=("sample",))
    reviewed(room, "Thank you so much.", why=("sample",))
    reviewed(room)
    found = room.parts.policies.samples()
    table = views.samples(found, UTC)
    assert [line.cells[3] for line in table.lines] == ["edited", "approved unchanged"]
    assert str(table.lines[0].address).endswith(found[0].conversation_id)


def test_stop_and_start_are_said_with_their_reasons(room: Room) -> None:
    policies, signe = room.parts.policies, room.people["supervisor"]
    policies.change(AUTO, signe)
    assert policies.stop(signe, "wrong_reply", "Wrote to ingrid.solberg@example.org") == 0
    pull = policies.brake()
    assert pull is not None and pull.stopped and "ingrid" not in pull.note
    names = {signe.id: signe.display_name}
    assert (
        "Signe Holm" in views.banner(pull, names, UTC)
        and "a wrong reply" in views.banner(pull, names, UTC).lower()
    )
    assert policies.start(signe, "The template is mended.") and not policies.start(signe, "Again.")
    brake.stop(room.db, brake.OPERATOR, "outage")
    html = views.history_html(policies.history(), policies.pulls(), names, UTC)
    assert html.count("<li>") == 4 and "the command line" in html and "The template is mended." in html


def test_a_reply_that_left_by_itself_says_so_in_its_story(room: Room) -> None:
    room.parts.policies.change(replace(AUTO, newcomers=True), room.people["supervisor"])
    draft = judged(room, why=())
    decision = decisions.for_draft(room.db, draft.id)
    assert decision is not None and "without a person" in decision_line(decision, {}, UTC)


@pytest.mark.parametrize(
    ("why", "kept", "told"),
    [
        (("sample",), (), "Not sent by itself: the random sample."),
        (("daily",), ("money",), "Not sent by itself: it is about money; as many as may leave in a day had left."),
        (("mode",), ("money",), ""),
        (("too_few", "below", "sample"), (), ""),
    ],
)  # fmt: skip
def test_a_draft_says_why_it_was_not_sent_by_itself(
    room: Room, why: tuple[str, ...], kept: tuple[str, ...], told: str
) -> None:
    room.parts.policies.change(AUTO, room.people["supervisor"])
    assert kept_back.line(judging.of_draft(room.db, judged(room, why, kept).id)) == told
    assert kept_back.line(None) == ""


def test_a_draft_that_the_stop_button_brought_back_says_so_on_the_page(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.parts.policies.change(replace(AUTO, newcomers=True), room.people["supervisor"])
    draft = judged(room, why=())
    assert kept_back.line(judging.of_draft(room.db, draft.id), audit.events(room.db)) == ""
    room.parts.policies.stop(room.people["supervisor"], "outage", "")
    token = room.sign_in("reviewer")
    monkeypatch.setattr(session, "cookie", lambda: token)
    tab = AppTest.from_file(str(SCRIPT), default_timeout=60)
    tab.query_params["draft"] = draft.id
    tab.run()
    shown = "".join(one.body for one in tab.get("html"))
    assert "Not sent by itself: automatic replies were stopped before it left." in shown


def test_every_entry_and_mode_has_words_in_both_languages() -> None:
    for code in texts.languages():
        known = texts.own(code)
        assert all(f"kept_back.never.{name}" in known for name in NEVER)
        assert all(f"kept_back.why.{name}" in known for name in WHYS if name not in kept_back.NOT_YET)
        assert all(f"policy.never.{name}" in known for name in NEVER)
        assert all(f"policy.modes.{name}" in known for name in MODES)


def test_an_empty_room_has_a_row_for_each_use_case(room: Room) -> None:
    policies: Policies = room.parts.policies
    rows = policies.rows()
    assert len({row.intent for row in rows}) == len(rows) == 12
    assert {row.intent for row in rows if row.always} >= {"address_change", "complaint_damaged", "other"}
