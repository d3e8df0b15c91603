"""Agent Inbox: drafts put before reviewers in its request form, and what it answers made into decisions.

The form is the one its README gives (`HumanInterrupt`, `HumanResponse`). LangChain's newer form of the other reviewers
(`graph.nodes.review`) wouldn't do: Agent Inbox looks for the text under another name there and shows an empty request.
What it answers is only asked for here: the decision's row, written by the review desk under the account of this
integration, remains the truth.
"""

from __future__ import annotations

import re
from typing import Any, Literal

from langgraph.types import interrupt
from pydantic import BaseModel, ConfigDict, ValidationError

from data import accounts, decisions, desk, drafts, turns
from data.errors import ClaimLost, ClaimTaken, SecondWanted, TooManyRedrafts, UnfitText
from data.records import Account, Decision, Draft
from disclosure import DisclosureError
from graph.desk import ReviewDesk
from graph.nodes.review import ACTION
from graph.parts import Parts
from graph.rechecking import Rechecking
from graph.state import State
from redaction import RedactionError

# What the desk refuses can be answered differently; anything else (a newer message, an erased customer) ends the run.
_REFUSED = (ValueError, ClaimTaken, ClaimLost, SecondWanted, TooManyRedrafts, UnfitText)
_BACKTICKS = re.compile(r"`{3,}")


class NotAnAnswer(ValueError):
    """An answer outside the form, or by an account that may not answer; nothing was decided."""


class Action(BaseModel):
    """What Agent Inbox sends back as the changed action; it turns every argument into text."""

    model_config = ConfigDict(extra="ignore")

    action: str
    args: dict[str, str]


class Answer(BaseModel):
    """Agent Inbox's `HumanResponse`."""

    model_config = ConfigDict(extra="ignore")

    type: Literal["accept", "edit", "response", "ignore"]
    args: Action | str | None = None


class AgentInbox:
    """Asks in Agent Inbox's form. All answers count as those of one account, which an admin can switch off."""

    def __init__(self, parts: Parts, account_id: str) -> None:
        self._db = parts.db
        self._desk = ReviewDesk(
            parts.db,
            parts.vault,
            parts.company,
            parts.bus,
            parts.redactor,
            parts.modules,
            Rechecking(parts.db, parts.vault, parts.gatherer, parts.check, parts.modules),
        )
        self._account_id = account_id

    def review(self, state: State) -> dict[str, Any]:
        """The node `review`: stop until an answer comes, and make it a decision. A refused answer is asked for anew.

        Each question is a run of its own of this node: LangGraph would replay earlier answers in a second `interrupt`.
        """
        draft_id = state["draft_id"]
        answer = interrupt(self.request(draft_id, state.get("refused")))
        try:
            return {"decision_id": self.decide(draft_id, answer).id, "refused": None}
        except (RedactionError, DisclosureError) as error:
            return {"decision_id": "", "refused": f"the text can't be sent ({type(error).__name__})"}
        except _REFUSED as error:
            return {"decision_id": "", "refused": str(error)}

    def request(self, draft_id: str, refused: str | None = None) -> dict[str, Any]:
        """A `HumanInterrupt`: the text that may be edited, and in words what it answers and what the checks say."""
        draft = drafts.get(self._db, draft_id)
        return {
            "action_request": {"action": ACTION, "args": {"text": draft.text}},
            "config": {
                "allow_accept": True,
                "allow_edit": True,
                "allow_respond": True,
                "allow_ignore": True,
            },
            "description": _description(draft, self._asked(draft), refused),
        }

    def decide(self, draft_id: str, answer: Any) -> Decision:
        """Write the decision that an answer stands for; one that was made meanwhile counts instead.

        accept: approve. edit: edit. response: reject, and draft again by these words. ignore: reject, nothing is sent.
        Raises NotAnAnswer, and what the review desk raises.
        """
        made = decisions.for_draft(self._db, draft_id)
        if made is not None:
            return made
        said, account = _read(answer), self._account()
        desk.claim(self._db, draft_id, account.id)
        try:
            return self._decided(draft_id, account, said)
        except Exception:
            desk.release(self._db, draft_id, account.id)
            raise

    def _decided(self, draft_id: str, account: Account, said: Answer) -> Decision:
        if said.type == "accept":
            return self._desk.approve(draft_id, account)
        if said.type == "edit" and isinstance(said.args, Action):
            return self._desk.edit(draft_id, account, said.args.args.get("text", ""))
        if said.type == "response" and isinstance(said.args, str) and said.args.strip():
            return self._desk.reject(draft_id, account, guidance=said.args)
        if said.type == "ignore":
            return self._desk.reject(draft_id, account)
        raise NotAnAnswer(f"{said.type!r} came without its words; write what should be different")

    def _account(self) -> Account:
        account = accounts.get(self._db, self._account_id)
        if not account.active:
            raise NotAnAnswer(f"the account {account.username!r} is switched off; an admin can switch it on")
        return account

    def _asked(self, draft: Draft) -> str:
        """What the customer wrote, redacted."""
        inbound = turns.inbound(self._db, draft.turn_id)
        return "\n\n".join(message.redacted or "" for message in inbound)


def _read(answer: Any) -> Answer:
    """The one answer: Agent Inbox sends a list that holds it."""
    one = answer[0] if isinstance(answer, list) and len(answer) == 1 else answer
    try:
        return Answer.model_validate(one)
    except ValidationError:
        raise NotAnAnswer("the answer is none of accept, edit, response, ignore; answer again") from None


def _description(draft: Draft, asked: str, refused: str | None) -> str:
    """Markdown. People's words stand in code blocks, so that nothing in them is rendered or loaded."""
    parts = [f"**Your last answer was not followed:** {refused}."] if refused else []
    parts += ["**The customer wrote**", _block(asked)]
    found = [check for check in draft.checks if check["verdict"] != "pass"]
    if found:
        listed = "\n".join(
            f"{check['verdict'].upper()} {check['name']}: {check['evidence']}" for check in found
        )
        parts += ["**What the checks found**", _block(listed)]
    if draft.sources:
        titles = "\n".join(f"{source['kind']}: {source['title']}" for source in draft.sources)
        parts += ["**Sources**", _block(titles)]
    parts.append(
        "Accept sends the draft, edit sends your text, a response rejects it and drafts again by what you write, "
        "ignore rejects it and sends nothing. `<PERSON_1>` and the like stand for personal data: keep or drop them."
    )
    return "\n\n".join(parts)


def _block(text: str) -> str:
    """A code block that the text can't end."""
    fence = max([*_BACKTICKS.findall(text), "``"], key=len) + "`"
    return f"{fence}text\n{text}\n{fence}"
