"""Finding what a draft may rest on: the customer's own papers and past, passages, templates and similar examples.

Only what is relevant comes along; nothing is better than something beside the point.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from data import invoices, knowledge, messages, orders, shipments
from data.database import Database
from data.records import Conversation, Turn
from data.said import Said
from data.sample import Company
from graph.connectors import Connector
from graph.gather import lessons
from graph.gather.agreements import agreements
from graph.gather.asking import Requests
from graph.gather.choice import additions, fitting
from graph.gather.gaps import gaps, unanswered
from graph.gather.history import History
from graph.gather.library import Library
from graph.gather.orders import condition_of, words_of
from graph.gather.outside import Outside
from graph.gather.papers import bills, ordered, parcels
from graph.gather.ranking import INVOICES_FOR, ORDERS, PARCELS_FOR, RECORDS
from graph.gather.states import states_of
from graph.gather.view import LIVE, View
from graph.masking import Masking
from graph.material import Agreed, Earlier, Material, Missing
from graph.modules import Module, Need
from language import Reader, Understanding
from redaction import RedactionError

Found = TypeVar("Found")


class Gatherer:
    """Looks everything up for one turn. Nothing of a turn is remembered; articles are, until they change."""

    def __init__(
        self,
        db: Database,
        reader: Reader,
        company: Company | None = None,
        *,
        masking: Masking | None = None,
        connectors: Sequence[Connector] = (),
        requests: Requests | None = None,
    ) -> None:
        """`masking` redacts what comes from the past and from outside; without it neither is looked at.

        requests: what customers of this company ask; without them a template is chosen by intent alone.
        """
        self.db = db
        self.reader = reader
        self.library = Library(db)
        self.facts = company_facts(company) if company else {}
        self.promises = company.promises if company else {}
        self.requests = requests or Requests()
        self.carriers = frozenset(place.carrier for place in company.countries.values()) if company else ()
        self.masking = masking
        self.history = History(masking, reader) if masking else None
        self.connectors = connectors

    def asked(self, text: str, understanding: Understanding) -> Understanding:
        """Labels with the intent of what the customer asks for, where the company's own list of requests is clearer."""
        intent = self.requests.intent(text, understanding)
        if intent == understanding.intent:
            return understanding
        reason = f"intent ({intent.replace('_', ' ')}): from the company's list of requests"
        return replace(understanding, intent=intent, reasons=(*understanding.reasons, reason))

    def gather(
        self,
        turn: Turn,
        text: str,
        understanding: Understanding,
        conversation: Conversation,
        now: datetime | None = None,
        *,
        module: Module | None = None,
        view: View = LIVE,
    ) -> Material:
        """The material for a reply to `text` (the turn's redacted messages). Only rows of `turn.customer_id` count.

        module: its use case, which says what to look up; without one the intent does. view: what may be seen of
        what is kept. Raises Erased.
        """
        moment = now or datetime.now(UTC)
        return _Lookup(self, turn, text, understanding, conversation, moment, module, view).material()


class _Lookup:
    """One turn's."""

    def __init__(
        self,
        parts: Gatherer,
        turn: Turn,
        text: str,
        understanding: Understanding,
        conversation: Conversation,
        now: datetime,
        module: Module | None,
        view: View,
    ) -> None:
        self._parts, self._db, self._view = parts, parts.db, view
        self._text, self._read, self._conversation, self._now = text, understanding, conversation, now
        self._turn, self._module, self._needs = turn, module, _needs(module, understanding.intent)
        (self._vector,) = parts.reader.embed([text])
        language, intent = understanding.language, understanding.intent
        self._outside = Outside(
            parts.connectors, parts.masking, conversation, language, intent, parts.carriers
        )
        texts = [text, *_earlier_texts(self._db, turn, conversation)]
        self._papers = ordered(self._db, self._outside, texts, intent, now.date(), view)

    def material(self) -> Material:
        """Everything, and what is missing."""
        asked, today = self._papers.asked, self._now.date()
        condition = condition_of(asked.orders[0], today) if asked.orders else "none"
        passages, titles = self._parts.library.passages(self._text, self._vector, self._read, self._view)
        taught = lessons.similar(self._db, self._vector, self._read, self._now, self._view)
        own: frozenset[str] = frozenset().union(*map(words_of, asked.orders))
        templates = knowledge.templates(self._db, self._read.language)
        found = Material(
            orders=asked.orders[:ORDERS],
            condition=condition,
            order_named=asked.named,
            foreign_order=asked.foreign,
            unknown_order=asked.unknown,
            passages=passages,
            templates=fitting(
                templates, self._read, self._states(), self._text, self._parts.requests, self._module
            ),
            additions=additions(templates, self._read, self._text, self._parts.requests),
            channel=self._conversation.channel,
            agreed=self._agreed(),
            examples=taught,
            titles=titles,
            origins=lessons.origins(self._db, taught, own),
            facts=self._parts.facts,
            shipments=self._if_needed("shipment", lambda: parcels(self._db, self._outside, self._papers)),
            invoices=self._if_needed("invoice", lambda: bills(self._db, self._outside, self._papers)),
            history=self._if_needed("history", self._past),
            records=self._outside.ask("records", self._papers.person).records[:RECORDS],
        )
        return self._with_gaps(found)

    def _states(self) -> tuple[str, ...]:
        """Of the order that is asked about."""
        order = next(iter(self._papers.asked.orders), None)
        answered = order is not None and any(
            message.direction == "outbound" and order.number in (message.redacted or "")
            for message in messages.of_conversation(self._db, self._conversation.id)
            if message.seq < self._turn.first_seq
        )
        return states_of(order, self._now.date(), self._parts.promises, answered)

    def _if_needed(self, need: Need, look: Callable[[], tuple[Found, ...]]) -> tuple[Found, ...]:
        return look() if need in self._needs else ()

    def _agreed(self) -> tuple[Agreed, ...]:
        """What people agreed; where a joined conversation's can't be redacted, a person must know what is missing."""
        try:
            return agreements(self._db, self._parts.masking, self._conversation, self._view)
        except RedactionError:
            reason = Said(
                "gap.agreed", "What was agreed in a joined conversation couldn't be redacted: look there."
            )
            self._outside.missing.append(Missing("history", "failed", reason))
            return ()

    def _past(self) -> tuple[Earlier, ...]:
        """Earlier conversations; none where their texts can't be redacted, and then that is said."""
        if self._parts.history is None:
            return ()
        numbers = [order.number for order in self._papers.asked.orders]
        try:
            return self._parts.history.of(
                self._conversation, self._vector, self._read, numbers, self._now, self._view
            )
        except RedactionError:
            reason = Said(
                "gap.past", "Earlier conversations couldn't be redacted, so nothing of them is used."
            )
            self._outside.missing.append(Missing("history", "failed", reason))
            return ()

    def _with_gaps(self, material: Material) -> Material:
        there: dict[Need, object] = {
            "order": material.orders,
            "shipment": material.shipments,
            "invoice": material.invoices,
            "history": material.history,
            "article": material.passages,
        }
        found = frozenset(need for need, things in there.items() if things)
        missing = gaps(self._needs, found, self._connected(), self._outside.missing)
        return replace(material, missing=missing, answered=found, unanswered=unanswered(missing, found))

    def _connected(self) -> frozenset[Need]:
        """What could have given something."""
        sources: dict[Need, bool] = {
            "order": self._outside.connected("orders") or orders.any_kept(self._db),
            "shipment": self._outside.connected("shipments") or shipments.any_kept(self._db),
            "invoice": self._outside.connected("invoices") or invoices.any_kept(self._db),
            "history": self._parts.history is not None,
            "article": bool(knowledge.articles(self._db)),
        }
        return frozenset(need for need, there in sources.items() if there)


def _needs(module: Module | None, intent: str) -> frozenset[Need]:
    """What is to be looked up beyond orders and articles, which always are."""
    if module is not None:
        return frozenset((*module.gather, *module.required))
    needs: set[Need] = {"order", "article", "history"}
    if intent in PARCELS_FOR:
        needs.add("shipment")
    if intent in INVOICES_FOR:
        needs.add("invoice")
    return frozenset(needs)


def _earlier_texts(db: Database, turn: Turn, conversation: Conversation) -> list[str]:
    """What the customer wrote before in this conversation, the newest first."""
    return [
        message.redacted or ""
        for message in reversed(messages.of_conversation(db, conversation.id))
        if message.direction == "inbound" and message.seq < turn.first_seq
    ]


def company_facts(company: Company) -> dict[str, str]:
    """The company's facts by the slot names that templates use."""
    return {
        "company.name": company.name,
        "company.return_days": str(company.return_days),
        "company.warranty_years": str(company.warranty_years),
        "company.domain": company.domain,
        **{f"company.emails.{use}": address for use, address in company.emails.items()},
    }
