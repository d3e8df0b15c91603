"""The gate before replies that no person decided on: nothing goes out if any fact is off."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from data.ids import text_hash
from data.records import Decision, GateFacts, OutboxRow
from data.records.policy import MODES, POLICY, AutoDecision, AutoFacts, Policy
from disclosure import disclose, label
from graph.autonomy import sampled
from graph.gate import Opened, gate
from tests.graph.shop import COMPANY

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TEXT = "Hello."
HASH = text_hash(TEXT)
UNDRAWN = next(str(n) for n in range(99) if not sampled(str(n), 0.1))
DRAWN = next(str(n) for n in range(999) if sampled(str(n), 0.05))
ROW = Policy("p", "order_status", None, "auto", 0.95, 50, 0.1, 50, False, "", "sig", NOW, NOW)
GROUNDS = AutoDecision("d", "draft", "p", "order_status", "en", HASH, 1, 3, 80, 80, 0.967, NOW)
DECISION = Decision(
    "d", "draft", "turn", "c", "approve", POLICY, TEXT, HASH, 1, 3, (), None, False, None, None, NOW
)
AUTO = AutoFacts(GROUNDS, (), ROW, False, UNDRAWN, HASH)
FACTS = GateFacts("ai", 3, DECISION, True, None, "decided", auto=AUTO)


def row(authorship: str = "ai", reviewed: bool = False) -> tuple[OutboxRow, Opened]:
    disclosed = disclose(TEXT, authorship, "en", COMPANY.name, COMPANY.assistant)
    marked = label(authorship, language="en", reviewed=reviewed)
    made = OutboxRow(
        "o", "c", "d", None, "reply", authorship, None, "en", TEXT, b"", disclosed.disclosure, marked, 3,  # type: ignore[arg-type]
        "queued", 0, None, NOW, NOW, None,
    )  # fmt: skip
    return made, Opened(disclosed.text, TEXT)


def asked(facts: GateFacts, made: tuple[OutboxRow, Opened] | None = None) -> str | None:
    sent, opened = made or row()
    return gate(sent, facts, opened, COMPANY)


def test_what_policy_decided_goes_out_as_ai_and_says_that_nobody_has_read_it() -> None:
    assert asked(FACTS) is None
    assert "no person has checked it" in row()[1].text and row()[0].label["humanReviewed"] is False


policies = st.none() | st.builds(
    lambda mode, id, sample: replace(ROW, mode=mode, id=id, sample=sample),
    st.sampled_from(MODES), st.sampled_from(["p", "newer"]), st.sampled_from([0.0, 0.1, 1.0]),
)  # fmt: skip
grounds = st.none() | st.builds(
    lambda id, draft, hashed, version, seq, of: replace(
        GROUNDS, decision_id=id, draft_id=draft, text_hash=hashed, draft_version=version, last_seq=seq, policy_id=of
    ),
    st.sampled_from(["d", "other"]), st.sampled_from(["draft", "other"]), st.sampled_from([HASH, "other"]),
    st.sampled_from([1, 2]), st.sampled_from([3, 4]), st.sampled_from(["p", "older"]),
)  # fmt: skip
autos = st.none() | st.builds(
    AutoFacts, grounds, st.sampled_from([None, (), ("money",), ("anger", "checks")]), policies, st.booleans(),
    st.sampled_from([UNDRAWN, DRAWN]), st.sampled_from([HASH, "other"]),
)  # fmt: skip


@given(
    autos,
    st.sampled_from(["approve", "edit", "reject"]),
    st.booleans(),
    st.sampled_from(["ai", "ai_approved", "human"]),
    st.sampled_from(["ai", "waiting_human", "human", "closed"]),
    st.sampled_from([3, 4]),
    st.sampled_from([(), ("dates",)]),
)
def test_nothing_goes_out_by_itself_if_any_fact_is_off(
    auto: AutoFacts | None,
    kind: str,
    starred: bool,
    authorship: str,
    state: str,
    last_seq: int,
    forbidding: tuple[str, ...],
) -> None:
    decision = replace(DECISION, kind=kind, starred=starred)  # type: ignore[arg-type]
    facts = replace(
        FACTS, auto=auto, decision=decision, conversation_state=state, last_inbound_seq=last_seq, forbidding=forbidding  # type: ignore[arg-type]
    )  # fmt: skip
    reason = asked(facts, row(authorship, reviewed=authorship == "ai_approved"))
    everything = (
        auto is not None
        and auto.grounds == GROUNDS
        and auto.kept == ()
        and auto.policy is not None
        and (auto.policy.mode, auto.policy.id) == ("auto", "p")
        and not auto.stopped
        and not sampled(auto.turn_id, auto.policy.sample)
        and auto.draft_hash == HASH
        and (kind, starred, authorship, state, last_seq, forbidding) == ("approve", False, "ai", "ai", 3, ())
    )
    assert (reason is None) == everything


def test_a_label_that_claims_a_review_is_refused() -> None:
    made, opened = row()
    assert asked(FACTS, (replace(made, label={**made.label, "humanReviewed": True}), opened))


def test_a_persons_decision_never_leaves_as_unread_and_policys_never_as_read() -> None:
    person = replace(FACTS, decision=replace(DECISION, reviewer_id="r"), auto=None)
    assert asked(person) == "authorship 'ai' doesn't follow from decision 'approve'"
    assert asked(FACTS, row("ai_approved", reviewed=True))


def test_a_decision_in_policys_name_without_grounds_is_refused() -> None:
    assert asked(replace(FACTS, auto=replace(AUTO, grounds=None)))
    assert asked(replace(FACTS, auto=None)) == "nothing says why it may leave without a person"


def test_older_than_the_policy_is_no_excuse() -> None:
    later = replace(ROW, id="p2", decided_at=NOW + timedelta(seconds=1))
    assert asked(replace(FACTS, auto=replace(AUTO, policy=later))) == "the policy was changed since"
