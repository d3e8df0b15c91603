"""The house of the lift benchmark: the sample company with further orders and messages, and a day's work in it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import yaml

from benchmarks.lift_reviewers import Case, reviewed
from data import conversations, desk, drafts, orders
from data.errors import DataError
from data.records import Account, Order
from data.sample import SampleCustomer, load_customers, load_inbox, load_orders
from glassdesk.house import House
from glassdesk.sample import load_sample
from glassdesk.sample.load import ensure_account
from graph.desk import BlockedDraft
from graph.gather import condition_of
from graph.material import Drafted, Drafter, DraftRequest
from graph.modules.modules import nothing_added
from graph.runner import Runner

FOLDER = Path(__file__).parent / "lift"
FIRST_NUMBER = 31_001  # of the further orders, beyond those of the sample
ADDRESS = "Lagervej 4, 8999 Prøveby"  # the company's own: no secret
#: For each state of an order the days since it was placed, promised, shipped and delivered; negative lies ahead.
DAYS: dict[str, tuple[str, int, int, int | None, int | None]] = {
    "in_transit": ("in_transit", 4, -3, 2, None),
    "processing": ("processing", 2, -5, None, None),
    "late": ("delayed", 12, 4, 9, None),
    "delivered": ("delivered", 11, 3, 8, 5),
    "returned": ("returned", 30, 22, 27, 23),
}


@dataclass(frozen=True, slots=True)
class Message:
    """A case, whose message it is, and which text it was made from."""

    case: Case
    customer_id: str
    text_id: str


class Plain:
    """A drafter that is shown no examples, for drafts that teach nothing about those it would be shown."""

    def __init__(self, drafter: Drafter) -> None:
        self._drafter, self.name = drafter, drafter.name

    def draft(self, request: DraftRequest) -> Drafted:
        """As the drafter inside, without examples."""
        return self._drafter.draft(
            replace(request, material=replace(request.material, examples=(), origins={}))
        )


def furnished(house: House, today: date, times: Callable[[str], int]) -> list[Message]:
    """Load the sample company and add an order for each further message; all routine messages, by id.

    times: from how many customers a further text comes, each with an order of their own.
    """
    ids = load_sample(house, today)
    reviewer = ensure_account(house, "signe", "Signe Holm", "supervisor")
    house.desk.add_word("allow", reviewer, ADDRESS, "our own address")
    return sorted([*_of_inbox(ids, today), *_further(house, ids, today, times)], key=lambda one: one.case.id)


def _of_inbox(ids: dict[str, str], today: date) -> Iterator[Message]:
    """The sample inbox's single messages that need no person."""
    inbox, known = load_inbox(), load_orders(today)
    parents = {message.follows for message in inbox}
    for one in inbox:
        if one.follows or one.id in parents or one.expected.wants_human or one.expected.must_escalate:
            continue
        order = next((order for order in known if order.number in one.text), None)
        state = _state(order.status, order.promised_on, today) if order else "none"
        case = Case(
            f"s-{one.id}",
            one.language,
            one.expected.intent,
            state,
            order.number if order else "",
            order.items[0].name if order else "",
            one.text,
        )
        yield Message(case, ids[one.customer], case.id)


def _state(status: str, promised: date, today: date) -> str:
    late = status in ("in_transit", "delayed") and promised < today
    return "late" if late else status


def _further(
    house: House, ids: dict[str, str], today: date, times: Callable[[str], int]
) -> Iterator[Message]:
    """The messages of the folder, each from customers of its language about an order of their own."""
    writers = {message.customer for message in load_inbox()}
    number = itertools.count(FIRST_NUMBER)
    for file in sorted(FOLDER.glob("messages_*.yaml")):
        language = file.stem[-2:]
        people = [one for one in load_customers() if one.language == language and one.key not in writers]
        rows = yaml.safe_load(file.read_text("utf-8"))
        copies = [(row, number) for row in rows for number in range(times(row["id"]))]
        for (row, copy), customer in zip(copies, itertools.cycle(people)):  # there are fewer people
            order = _order(house, customer, ids[customer.key], row["order"], next(number), today)
            item = str(order.items[0]["name"]) if order else ""
            text = row["text"].format(order=order.number if order else "", name=customer.name, item=item)
            case = Case(
                f"{row['id']}-{copy}",
                language,
                row["intent"],
                row["order"],
                order.number if order else "",
                item,
                text,
            )
            yield Message(case, ids[customer.key], row["id"])


def _order(
    house: House, customer: SampleCustomer, customer_id: str, state: str, number: int, today: date
) -> Order | None:
    """A new order in this state, with the items of one that somebody in that country had before."""
    if state == "none":
        return None
    country = [one for one in load_orders(today) if one.country == customer.country and one.carrier]
    like = country[number % len(country)]
    status, placed, promised, shipped, delivered = DAYS[state]

    def ago(days: int | None) -> date | None:
        return None if days is None else today - timedelta(days=days)

    order = Order(
        number=f"NH-{number}",
        customer_id=customer_id,
        status=status,
        placed_on=today - timedelta(days=placed),
        promised_on=ago(promised),
        shipped_on=ago(shipped),
        delivered_on=ago(delivered),
        carrier=like.carrier if shipped else None,
        tracking=f"{like.country}{number}77{number % 97:02d}" if shipped else None,
        items=tuple(
            {"sku": one.sku, "name": one.name, "quantity": one.quantity, "price": float(one.price)}
            for one in like.items[:1]
        ),
        total=float(like.items[0].price) * like.items[0].quantity,
        currency=like.currency,
        country=like.country,
    )
    assert condition_of(order, today) == state
    orders.save(house.db, order)
    return order


def worked(house: House, messages: Sequence[Message], *, taught: bool) -> dict[str, Message]:
    """Let messages arrive and be drafted, all of them before anybody decides; by conversation.

    taught: with examples and rules, as the product drafts; otherwise with neither.
    """
    arrived = {_arrive(house, message): message for message in messages}
    if taught:
        house.runner.run_until_idle()
        return arrived
    modules = house.graph_parts.modules.with_additions(nothing_added)
    parts = replace(house.graph_parts, drafter=Plain(house.drafter), modules=modules)
    runner = Runner(parts, house.settings.checkpoint_path.with_name("plain.sqlite"), workers=1)
    try:
        runner.run_until_idle()
    finally:
        runner.close()
    return arrived


def accept(house: House) -> int:
    """A supervisor accepts every rule that is proposed, as it is; how many."""
    supervisor = ensure_account(house, "signe", "Signe Holm", "supervisor")
    found = house.learning.proposals()
    for habit in found:
        house.learning.accept(habit, supervisor)
    return len(found)


def decide(house: House, arrived: dict[str, Message]) -> None:
    """Decide on every draft of these conversations by the house style, and send."""
    reviewer = ensure_account(house, "signe", "Signe Holm", "supervisor")
    for item in desk.queue(house.db):
        if item.conversation_id in arrived:
            desk.claim(house.db, item.draft_id, reviewer.id)
            _decide(house, item.draft_id, arrived[item.conversation_id].case, reviewer)
    house.runner.run_until_idle()
    house.delivery.run_until_idle()


def _decide(house: House, draft_id: str, case: Case, reviewer: Account) -> None:
    draft = drafts.get(house.db, draft_id).text
    text = reviewed(draft, case)
    try:
        if text == draft:
            house.desk.approve(draft_id, reviewer)
        else:
            house.desk.edit(draft_id, reviewer, text)
    except (BlockedDraft, DataError) as problem:
        print(f"{case.id} was not decided: {problem}")


def _arrive(house: House, message: Message) -> str:
    conversation = house.intake.open_for_customer(
        message.customer_id,
        channel="api",  # letters, with a greeting and an end
        language=message.case.language,
        integration_id="lift",
        external_id=message.case.id,
    )
    house.intake.receive(conversation, message.case.text, external_id=message.case.id, integration_id="lift")
    return conversations.get(house.db, conversation.id).id


def in_batches(messages: Sequence[Message], size: int) -> Iterable[Sequence[Message]]:
    """So many at a time, so that later ones can learn from earlier ones."""
    return (messages[start : start + size] for start in range(0, len(messages), size))
