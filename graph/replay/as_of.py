"""What a lookup could see at a moment of the past, as far as rows tell; what they don't tell is noted as a doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Literal

from data import examples, history, tone_rules
from data.database import Database
from data.history import Past
from data.records import Article, Example, HandBack, Invoice, Message, Order, Shipment
from graph.gather.view import View
from graph.material import Material
from graph.modules import Additions, Wording
from graph.replay.evidence import Evidence
from graph.replay.pairs import Doubt
from graph.replay.rewind import Rewound, Thing, invoice_at, order_at, shipment_at

CHANGED = "has changed since, and what it said then isn't kept"


class AsOf(View):
    """The view at `moment`, for a turn of one conversation. One is made for each turn, for it collects doubts.

    day: of the moment, where the company is. texts: today's passages by id, to be compared with what was quoted then.
    """

    def __init__(
        self, moment: datetime, day: date, conversation_id: str, shown: Evidence, texts: Mapping[str, str]
    ) -> None:
        self._moment, self._day, self._conversation_id, self._shown = moment, day, conversation_id, shown
        same = {id for id, text in shown.passages.items() if texts.get(id) == text}
        self._quoted = {_article(id) for id in same}
        self._changed = {_article(id) for id in shown.passages if id not in same}
        self._doubts: dict[tuple[str, str], tuple[Doubt, bool]] = {}
        self.hidden: set[str] = set()

    def orders(self, found: Sequence[Order]) -> list[Order]:
        """Those placed before, each as far as it had come."""
        return self._rewound("order", found, _number, lambda one: order_at(one, self._day, self._shown))

    def shipments(self, found: Sequence[Shipment]) -> list[Shipment]:
        """Those sent before, each as far as it had come."""
        return self._rewound("shipment", found, _id, lambda one: shipment_at(one, self._day))

    def invoices(self, found: Sequence[Invoice]) -> list[Invoice]:
        """Those issued before, as they stood."""
        return self._rewound("invoice", found, _number, lambda one: invoice_at(one, self._day))

    def articles(self, found: Sequence[Article]) -> list[Article]:
        """Those that have the text of then: not updated since, and quoted then as they read now if they were quoted."""
        kept = [article for article in found if self._as_then(article)]
        self.hidden |= {article.id for article in found} - {article.id for article in kept}
        return kept

    def examples(self, db: Database) -> list[Example]:
        """Those that were in use, with what customers had said of them by then, none from this conversation."""
        return examples.active_before(db, self._moment, self._conversation_id)

    def earlier(self, db: Database, customer_id: str, except_for: str, most: int) -> list[Past]:
        """The conversations that had begun."""
        return history.earlier_before(db, customer_id, except_for, most, self._moment)

    def agreed(self, found: Sequence[HandBack]) -> list[HandBack]:
        """What had been agreed by then."""
        return [one for one in found if one.created_at < self._moment]

    def said(self, found: Sequence[Message]) -> list[Message]:
        """What had been written in one of them."""
        return [message for message in found if message.created_at < self._moment]

    def doubts(self, material: Material) -> tuple[Doubt, ...]:
        """The doubts that matter to a draft from this material: about what is in it, or may be missing from it."""
        there = {order.number for order in material.orders}
        there |= {shipment.id for shipment in material.shipments}
        there |= {invoice.number for invoice in material.invoices}
        kept = [doubt for doubt, absent in self._doubts.values() if absent or doubt.id in there]
        return tuple(kept) + tuple(Doubt("article", id, CHANGED) for id in sorted(self._changed))

    def _as_then(self, article: Article) -> bool:
        if article.id in self._changed:
            return False
        # Articles are dated by the day: one of that very day may be younger than the message.
        dated = article.updated_at.timetz().replace(tzinfo=None) == time()
        new = article.updated_at.date() >= self._moment.date() if dated else article.updated_at > self._moment
        return not new or article.id in self._quoted

    def _rewound(
        self,
        kind: Literal["order", "shipment", "invoice"],
        found: Sequence[Thing],
        name: Callable[[Thing], str],
        rewind: Callable[[Thing], Rewound[Thing]],
    ) -> list[Thing]:
        kept: list[Thing] = []
        for one in found:
            then, why = rewind(one)
            if why is not None:
                self._doubts[kind, name(one)] = Doubt(kind, name(one), why), then is None
            if then is not None:
                kept.append(then)
        return kept


def rules_at(db: Database, moment: datetime) -> Additions:
    """The rules that supervisors had in force at a moment, for `graph.modules.Modules`."""

    def found(intent: str, language: str) -> tuple[Wording, ...]:
        rules = tone_rules.in_force(db, intent, language, moment=moment)
        return tuple(Wording(rule.kind, rule.old, rule.new) for rule in rules)

    return found


def _number(one: Order | Invoice) -> str:
    return one.number


def _id(one: Shipment) -> str:
    return one.id


def _article(passage_id: str) -> str:
    return passage_id.rpartition("#")[0]
