"""The gate: the last look at an outbox row, in the transaction that sends it. There is no other door to the customer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import dataclass

from data.approvals import SENIORS
from data.errors import PASSING
from data.records import ApprovalRequest, Decision, GateFacts, OutboxRow
from data.records.policy import POLICY
from data.said import Said
from disclosure import (
    hand_back_notice,
    is_disclosed,
    late_person_notice,
    late_reply_notice,
    person_joined,
    takeover_notice,
)
from graph.autonomy import refusal
from graph.autonomy.autonomy import nothing_pulled
from graph.company import Company
from graph.overriding import never
from graph.vault import Vault
from redaction import placeholders_in, restore

log = logging.getLogger(__name__)

AUTHORSHIP_OF = {"approve": "ai_approved", "edit": "ai_edited"}
SENDING = ("decided", "running", "done")
BREAK = "\n\n"


@dataclass(frozen=True, slots=True)
class Opened:
    """text: exactly what the customer would read. restored: the row's redacted text with its values put back."""

    text: str
    restored: str


class Gate:
    """The gate with what it needs to open a row. Whatever goes wrong inside is a refusal.

    Only where the database can't be asked just now, its error comes out: the row stays where it is.
    """

    def __init__(self, vault: Vault, company: Company, pulled: Callable[[], bool] = nothing_pulled) -> None:
        """pulled: whether a stop button outside the database is pressed."""
        self._vault = vault
        self._company = company
        self._pulled = pulled

    def __call__(self, row: OutboxRow, facts: GateFacts) -> str | None:
        """Why this row may not be sent, or None."""
        try:
            if facts.auto is not None and self._pulled():
                return Said("gate.stopped", "the stop button is pressed")
            return gate(row, facts, self._open(row), self._company)
        except PASSING:
            raise
        except Exception as error:
            log.error("the gate failed on outbox row %s: %s", row.id, type(error).__name__)
            return Said("gate.failed", "the gate failed: {error}", error=type(error).__name__)

    def _open(self, row: OutboxRow) -> Opened:
        owner = self._vault.owner(row.conversation_id)
        known = self._vault.placeholders(row.conversation_id, owner) if placeholders_in(row.redacted) else {}
        return Opened(self._vault.open_outbox(row, owner), restore(row.redacted, known))


def gate(row: OutboxRow, facts: GateFacts, opened: Opened, company: Company) -> str | None:
    """Why this row may not be sent, in words for the audit that hold no personal data, or None."""
    if placeholders_in(opened.text):
        return Said("gate.placeholder", "a placeholder is left in the text")
    if row.kind == "reply":
        return _reply(row, facts) or _disclosed(row, opened, company)
    if row.kind == "human":
        return _human(row) or _disclosed(row, opened, company)
    if row.kind == "notice":
        return _notice(row, opened, company)
    return Said("gate.kind", "kind {kind!r} is unknown", kind=row.kind)


def _reply(row: OutboxRow, facts: GateFacts) -> str | None:
    """A draft goes out only as decided, as an answer to the newest message, and while no person has taken over."""
    decision = facts.decision
    if decision is None or decision.id != row.decision_id:
        return Said("gate.no_decision", "there is no decision")
    by_itself = decision.reviewer_id == POLICY
    if row.authorship != ("ai" if by_itself else AUTHORSHIP_OF.get(decision.kind)):
        return Said(
            "gate.authorship",
            "authorship {authorship!r} doesn't follow from decision {decision!r}",
            authorship=row.authorship,
            decision=decision.kind,
        )
    if not facts.text_matches:
        return Said("gate.other_text", "the text isn't the decided text")
    if not facts.last_inbound_seq == row.last_seq == decision.last_seq:
        return Said("gate.newer", "the customer has written since")
    if facts.takeover is not None or facts.conversation_state != "ai":
        return Said(
            "gate.mute", "the AI is mute: the conversation is {state!r}", state=facts.conversation_state
        )
    if facts.turn_status not in SENDING:
        return Said("gate.turn", "the turn is {status!r}", status=str(facts.turn_status))
    return _second(decision, facts) or (refusal(row, decision, facts.auto) if by_itself else None)


def _second(decision: Decision, facts: GateFacts) -> str | None:
    """What a check forbids, or the use case gives to two, has the approval of another person for exactly this text."""
    forbidding = facts.forbidding if decision.kind == "approve" else ()
    wants = {*decision.wants_second, *forbidding}
    if final := never(sorted(wants)):
        return Said("gate.final", "check {check!r} can't be overridden by anybody", check=final[0])
    if not wants:
        return None
    request, answer = facts.request, facts.answer
    if request is None or answer is None or answer.answer != "approved":
        return Said("gate.no_second", "no second person has approved it")
    if (answer.request_id, answer.decision_id) != (request.id, decision.id) or not wants <= set(
        request.wants
    ):
        return Said("gate.second_other", "the second person's approval is of something else")
    if _bound(request) != _bound(decision) or request.asked_by != decision.reviewer_id:
        return Said("gate.second_text", "the second person's approval is of another text or message")
    if answer.account_id == request.asked_by:
        return Said("gate.second_same", "the second person is the first")
    if request.senior and answer.role not in SENIORS:
        return Said("gate.second_junior", "the second person isn't a supervisor")
    return None


def _bound(what: Decision | ApprovalRequest) -> tuple[object, ...]:
    return what.draft_id, what.kind, what.text_hash, what.draft_version, what.last_seq


def _human(row: OutboxRow) -> str | None:
    """That this person had the conversation was held when the row was written (`takeovers.say`)."""
    if row.authorship != "human":
        return Said(
            "gate.human", "a person's words can't have authorship {authorship!r}", authorship=row.authorship
        )
    return None if row.takeover_id else Said("gate.no_takeover", "no takeover belongs to these words")


def _disclosed(row: OutboxRow, opened: Opened, company: Company) -> str | None:
    """The line for this authorship stands first, and nothing but the checked text follows."""
    if row.label.get("authorship") != row.authorship:
        return Said("gate.label", "the label doesn't state the authorship")
    if not row.disclosure or opened.text != row.disclosure + BREAK + opened.restored:
        return Said("gate.not_disclosure", "the text isn't the disclosure and the checked text")
    disclosed = is_disclosed(
        opened.text, row.authorship, row.language, company.name, company.assistant, row.person
    )
    return None if disclosed else Said("gate.undisclosed", "the disclosure is missing")


def _notice(row: OutboxRow, opened: Opened, company: Company) -> str | None:
    """Only our fixed texts go out as notices; the minutes may have been set anew since."""
    if row.authorship != "ai" or row.label.get("authorship") != "ai":
        return Said("gate.notice", "a notice can't have authorship {authorship!r}", authorship=row.authorship)
    promised = {1, *(int(digits) for digits in re.findall(r"[0-9]{1,4}", opened.text) if int(digits))}
    fixed = [takeover_notice(row.language, company.name, minutes) for minutes in promised]
    fixed += [late_person_notice(row.language, company.name, minutes) for minutes in promised]
    fixed.append(late_reply_notice(row.language, company.name))
    for unread in (False, True):
        fixed.append(hand_back_notice(row.language, company.name, company.assistant, unread))
    if row.person:
        fixed.append(person_joined(row.language, company.name, row.person))
    if opened.text not in fixed:
        return Said("gate.not_fixed", "the notice isn't one of the fixed texts")
    return None
