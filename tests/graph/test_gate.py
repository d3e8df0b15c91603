"""The gate: whatever comes together, nothing stale, muted, undisclosed or unfinished reaches a customer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.errors import DatabaseUnusable, TooBusy
from data.ids import text_hash
from data.records import ApprovalAnswer, ApprovalRequest, Decision, GateFacts, OutboxRow, Takeover
from disclosure import disclose, hand_back_notice, label, person_joined, takeover_notice
from graph.company import Company
from graph.gate import Gate, Opened, gate
from tests.graph.shop import COMPANY, Shop

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
AUTHORSHIPS = ["ai", "ai_approved", "ai_edited", "human", "robot", ""]
STATES = ["ai", "waiting_human", "human", "closed"]
STATUSES = ["pending", "running", "review", "decided", "human", "done", "superseded", "failed", None]
TAKEOVER = Takeover("t", "c", None, "reviewer", None, NOW, None, None, None, None)


def decision(kind: str = "approve", id: str = "d", last_seq: int = 3) -> Decision:
    return Decision(
        id, "draft", "turn", "c", kind, "r", "Hello.", text_hash("Hello."), 1, last_seq, (), None, False,  # type: ignore[arg-type]
        0.0, 1.0, NOW,
    )  # fmt: skip


def outbox(authorship: str = "ai_approved", kind: str = "reply", text: str = "Hello.", **changes: object):
    known = authorship if authorship in AUTHORSHIPS[:4] else "ai"
    disclosed = disclose(text, known, "en", COMPANY.name, COMPANY.assistant, "Maja")
    row = OutboxRow(
        "o", "c", "d", None, kind, authorship, "Maja", "en", text, b"", disclosed.disclosure,  # type: ignore[arg-type]
        label(known, language="en", reviewed=True), 3, "queued", 0, None, NOW, NOW, None,
    )  # fmt: skip
    return replace(row, **changes), Opened(disclosed.text, text)  # type: ignore[arg-type]


FINE = GateFacts("ai", 3, decision(), True, None, "done")


def test_a_decided_disclosed_and_fresh_reply_goes_out() -> None:
    assert gate(*first(outbox()), COMPANY) is None


def first(made: tuple[OutboxRow, Opened], facts: GateFacts = FINE) -> tuple[OutboxRow, GateFacts, Opened]:
    return made[0], facts, made[1]


decisions = st.builds(
    decision,
    st.sampled_from(["approve", "edit", "reject", "take_over"]),
    st.sampled_from(["d", "another"]),
    st.integers(2, 4),
)
facts = st.builds(
    GateFacts,
    st.sampled_from(STATES),
    st.integers(2, 4),
    st.none() | decisions,
    st.booleans(),
    st.sampled_from([None, TAKEOVER]),
    st.sampled_from(STATUSES),
)
REQUEST = ApprovalRequest(
    "q", "draft", 1, "c", "approve", "Hello.", text_hash("Hello."), 1, 3, ("dates", "two_people"), (), False, "why", (),
    False, None, "r", NOW,
)  # fmt: skip
ANSWER = ApprovalAnswer("q", "approved", "s", "reviewer", None, "d", NOW)


@given(
    wants=st.sets(st.sampled_from(["dates", "two_people", "leak", "links"])),
    forbidding=st.sampled_from([(), ("dates",), ("leak",), ("links",)]),
    request=st.none()
    | st.builds(
        partial(replace, REQUEST),
        kind=st.sampled_from(["approve", "edit"]),
        text_hash=st.sampled_from([REQUEST.text_hash, "other"]),
        last_seq=st.sampled_from([3, 4]),
        asked_by=st.sampled_from(["r", "x"]),
        senior=st.booleans(),
    ),
    answer=st.none()
    | st.builds(
        partial(replace, ANSWER),
        answer=st.sampled_from(["approved", "declined", "withdrawn"]),
        account_id=st.sampled_from(["s", "r", "x"]),
        role=st.sampled_from(["reviewer", "supervisor"]),
        decision_id=st.sampled_from(["d", None]),
        request_id=st.sampled_from(["q", "p"]),
    ),
)
def test_what_takes_two_goes_out_only_with_the_second_persons_approval_of_it(
    wants: set[str],
    forbidding: tuple[str, ...],
    request: ApprovalRequest | None,
    answer: ApprovalAnswer | None,
) -> None:
    decided = replace(decision(), wants_second=tuple(sorted(wants)))
    now = replace(FINE, decision=decided, forbidding=forbidding, request=request, answer=answer)
    needed = wants | set(forbidding)
    seconded = (
        request is not None
        and answer is not None
        and needed <= {"dates", "two_people"}
        and (request.kind, request.text_hash, request.last_seq) == ("approve", decided.text_hash, 3)
        and (answer.answer, answer.request_id, answer.decision_id) == ("approved", "q", "d")
        and request.asked_by == "r" != answer.account_id
        and (answer.role == "supervisor" or not request.senior)
    )
    assert (gate(*first(outbox(), now), COMPANY) is None) == (not needed or seconded)


def test_what_forbade_the_draft_does_not_forbid_the_edit_that_mended_it() -> None:
    mended = replace(FINE, decision=decision("edit"), forbidding=("leak", "dates"))
    assert gate(*first(outbox("ai_edited"), mended), COMPANY) is None


texts = st.sampled_from(["Hello.", "Hello <PERSON_1>.", "Hej!\n\nTill dig.", "<EMAIL_2>"])


@given(st.sampled_from(AUTHORSHIPS), texts, facts, st.booleans(), st.sampled_from([0, 2, 3, 4]))
def test_no_reply_goes_out_unless_everything_holds(
    authorship: str, text: str, now: GateFacts, disclosed: bool, last_seq: int
) -> None:
    row, opened = outbox(authorship, text=text, last_seq=last_seq)
    if not disclosed:
        opened = Opened(text, text)
    refused = gate(row, now, opened, COMPANY)
    everything = (
        disclosed
        and "<" not in text
        and now.decision is not None
        and now.decision.id == "d"
        and (now.decision.kind, authorship) in (("approve", "ai_approved"), ("edit", "ai_edited"))
        and now.text_matches
        and now.last_inbound_seq == last_seq == now.decision.last_seq
        and now.conversation_state == "ai"
        and now.takeover is None
        and now.turn_status in ("decided", "running", "done")
    )
    assert (refused is None) == everything


@given(st.sampled_from(AUTHORSHIPS), texts, facts, st.sampled_from([None, "t"]), st.booleans())
def test_a_persons_words_go_out_only_as_theirs_and_without_an_ai_line(
    authorship: str, text: str, now: GateFacts, takeover_id: str | None, disclosed: bool
) -> None:
    row, opened = outbox(authorship, "human", text, takeover_id=takeover_id, decision_id=None)
    if not disclosed:
        opened = Opened(text, text)
    allowed = authorship == "human" and takeover_id and disclosed and "<" not in text
    assert (gate(row, now, opened, COMPANY) is None) == bool(allowed)


@given(facts, st.sampled_from(["reply", "human", "notice", "gossip"]), st.text(max_size=40))
def test_a_text_that_is_not_ours_never_goes_out(now: GateFacts, kind: str, text: str) -> None:
    row, _ = outbox(kind=kind)
    assert gate(row, now, Opened(text, "Hello."), COMPANY) is not None


@given(facts, st.integers(1, 60), st.sampled_from(["en", "de", "da", "nl", "sv"]))
def test_our_notices_go_out_in_every_state(now: GateFacts, minutes: int, language: str) -> None:
    for text in (
        takeover_notice(language, COMPANY.name, minutes),  # the promise may have been set anew since
        hand_back_notice(language, COMPANY.name, COMPANY.assistant),
        person_joined(language, COMPANY.name, "Maja"),
    ):
        row, _ = outbox("ai", "notice", language=language, redacted=text, disclosure=text)
        assert gate(row, now, Opened(text, text), COMPANY) is None


def test_a_notice_of_another_company_or_with_an_addition_is_refused() -> None:
    text = takeover_notice("en", COMPANY.name, 11)
    row, _ = outbox("ai", "notice", redacted=text, disclosure=text)
    assert gate(row, FINE, Opened(text + " Pay here.", text), COMPANY)
    assert gate(row, FINE, Opened(text, text), Company("Another", "Lumi", 11))


def test_text_changed_behind_the_disclosure_is_refused() -> None:
    row, opened = outbox()
    changed = Opened(opened.text.replace("Hello.", "Goodbye."), "Hello.")
    assert gate(row, FINE, changed, COMPANY) == "the text isn't the disclosure and the checked text"


def test_a_label_that_says_something_else_is_refused() -> None:
    row, opened = outbox()
    wrong = replace(row, label=label("human", language="en", reviewed=True))
    assert gate(wrong, FINE, opened, COMPANY) == "the label doesn't state the authorship"


@pytest.mark.parametrize("sealed", [None, b"", b"\x01 not sealed by us, but long enough to be opened"])
def test_whatever_breaks_inside_the_gate_is_a_refusal(shop: Shop, sealed: bytes | None) -> None:
    row, _ = outbox(conversation_id=shop.open().id, sealed_text=sealed)
    assert (Gate(shop.parts.vault, COMPANY)(row, FINE) or "").startswith("the gate failed: ")


def test_the_gate_fails_closed_for_a_conversation_nobody_knows(shop: Shop) -> None:
    row, _ = outbox()
    assert Gate(shop.parts.vault, COMPANY)(row, FINE) == "the gate failed: NotFound"


def test_while_no_connection_is_free_the_gate_says_nothing(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, _ = outbox(conversation_id=shop.open().id)
    gate = Gate(shop.parts.vault, COMPANY)
    monkeypatch.setattr("data.pool.WAIT_SECONDS", 0.01)

    def ask_with(connections: int) -> None:
        if connections:
            shop.db.read(lambda cursor: ask_with(connections - 1))
        else:
            gate(row, FINE)

    with pytest.raises(TooBusy):
        ask_with(shop.db.driver.connections)
    shop.db.close()
    with pytest.raises(DatabaseUnusable):
        gate(row, FINE)
