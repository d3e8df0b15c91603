"""The connectors, asked for one turn: with the customer's address from the vault, their answers redacted on the way in."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from data import customers
from data.records import Conversation
from data.said import Said
from graph.connectors import Connector, Found, Person
from graph.connectors.spec import Gives
from graph.masking import Masking
from graph.material import Missing
from redaction import RedactionError


@dataclass(slots=True)
class Outside:
    """What the shop's own systems know of one customer. Nothing of it is kept."""

    connectors: Sequence[Connector]
    masking: Masking | None
    conversation: Conversation
    language: str
    intent: str
    public: Collection[str] = ()
    missing: list[Missing] = field(default_factory=list)
    _masked: dict[tuple[str, bool], str] = field(default_factory=dict)

    def connected(self, gives: Gives) -> bool:
        """Whether any connector gives this."""
        return any(connector.spec.gives == gives for connector in self.connectors)

    def person(self, own: Sequence[str], named: Sequence[str]) -> Person:
        """The customer, with their address if any connector may need it. Raises Erased."""
        customer_id = self.conversation.customer_id
        if not self.connectors or self.masking is None:
            return Person(customer_id, None, False, tuple(own), tuple(named))
        email = str(self.masking.vault.profile(customer_id).get("email") or "") or None
        # Only an address that was proven is kept as a hash; what a chat visitor typed stands in the profile alone.
        proven = customers.get(self.masking.db, customer_id).contact_hash is not None
        return Person(customer_id, email, proven, tuple(own), tuple(named))

    def ask(self, gives: Gives, person: Person) -> Found:
        """What all connectors of this kind tell, joined; what they couldn't tell is added to `missing`."""
        answers = [
            self._asked(connector, person)
            for connector in self.connectors
            if connector.spec.gives == gives and self.intent in (connector.spec.intents or (self.intent,))
        ]
        return Found(
            orders=tuple(one for answer in answers for one in answer.orders),
            shipments=tuple(one for answer in answers for one in answer.shipments),
            invoices=tuple(one for answer in answers for one in answer.invoices),
            records=tuple(one for answer in answers for one in answer.records),
            foreign=tuple(one for answer in answers for one in answer.foreign),
        )

    def _asked(self, connector: Connector, person: Person) -> Found:
        try:
            found, gaps = connector.ask(person, self._mask)
        except RedactionError:
            name = connector.spec.name
            english = "The answer of “{name}” couldn't be redacted, so nothing of it is used."
            reason = Said("gap.unredacted", english, name=name)
            found, gaps = Found(), (Missing(connector.need, "failed", reason, name),)
        self.missing += gaps
        return found

    def _mask(self, text: str, personal: bool) -> str:
        if self.masking is None:
            raise RedactionError("there is no vault to keep placeholders in")
        known = self._masked.get((text, personal))
        if known is None:
            known = self.masking.told(
                text, self.conversation, self.language, personal=personal, public=self.public
            )
            self._masked[text, personal] = known
        return known
