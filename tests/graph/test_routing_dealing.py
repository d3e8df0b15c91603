"""Dealing: what holds for whatever people and items there are, and the choices a person would recognise."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from graph.routing import Item, Move, Person, deal

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
IDS = ("ann", "bo", "cy", "di")
moments = st.integers(0, 200).map(lambda minutes: NOON - timedelta(minutes=minutes))
languages = st.frozensets(st.sampled_from(["en", "de", "da"]), max_size=2)
intents = st.frozensets(st.sampled_from(["refund", "delay"]), max_size=1)
somebody = st.none() | st.sampled_from([*IDS, "gone"])


@st.composite
def crews(draw: st.DrawFn) -> list[Person]:
    absent = st.none() | moments
    return [
        Person(id, draw(languages), draw(intents), draw(st.none() | st.integers(0, 3)), draw(absent), draw(absent))
        for id in draw(st.lists(st.sampled_from(IDS), unique=True, max_size=4))
    ]  # fmt: skip


@st.composite
def piles(draw: st.DrawFn) -> list[Item]:
    return [
        Item(
            f"c{number}",
            draw(st.sampled_from(["people", "drafts"])),
            draw(st.none() | st.sampled_from(["en", "de", "da"])),
            draw(st.none() | st.sampled_from(["refund", "delay"])),
            draw(st.none() | st.sampled_from(["high", "normal", "low"])),
            draw(moments),
            draw(somebody),
            draw(st.booleans()),
            draw(moments),
            draw(st.none() | somebody),
            draw(somebody),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


def applied(items: list[Item], moves: tuple[Move, ...]) -> list[Item]:
    to = {move.item: move for move in moves}
    return [
        replace(item, owner=to[item.id].to, by_hand=False, assigned_at=NOON) if item.id in to else item
        for item in items
    ]


def pinned(item: Item, people: dict[str, Person]) -> bool:
    """By the words of the docs: in somebody's hands, or given by hand during this wait and still good."""
    if item.held_by:
        return True
    if not item.by_hand or item.assigned_at is None or item.assigned_at < item.since:
        return False
    if item.owner is None:
        return True
    owner = people.get(item.owner)
    return owner is not None and (owner.absent_since is None or item.assigned_at >= owner.absent_since)


@settings(max_examples=300, deadline=None)
@given(piles(), crews())
def test_whatever_is_dealt(items: list[Item], crew: list[Person]) -> None:
    people, moves = {person.id: person for person in crew}, deal(items, crew)
    after = applied(items, moves)
    fixed = {item.id for item in items if pinned(item, people)}
    # No item is lost or dealt twice, and nobody's hands or words are overridden.
    assert len({move.item for move in moves}) == len(moves) and {move.item for move in moves} <= {
        i.id for i in items
    }
    assert not fixed & {move.item for move in moves}
    by_hand = Counter(item.held_by or item.owner for item in items if item.id in fixed)
    load = Counter(item.held_by or item.owner for item in after)
    for item in after:
        if item.id in fixed or item.owner is None:
            continue
        owner = people[item.owner]  # whoever isn't on the staff any more has nothing left
        assert owner.absent_since is None and owner.takes(item)
    for person in crew:
        # Nobody is above capacity, but by what people themselves have done.
        assert person.capacity is None or load[person.id] <= max(person.capacity, by_hand[person.id])
    for item in after:
        if item.owner is None and item.id not in fixed:  # it is nobody's because nobody can take it
            assert not any(
                one.absent_since is None and one.takes(item) and (one.capacity is None or load[one.id] < one.capacity)
                for one in crew
            )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(piles(), crews(), st.integers())
def test_the_same_whatever_order_it_comes_in_and_nothing_moves_again(
    items: list[Item], crew: list[Person], seed: int
) -> None:
    moves, shuffled = deal(items, crew), list(items)
    Random(seed).shuffle(shuffled)
    assert deal(shuffled, list(reversed(crew))) == moves
    assert deal(applied(items, moves), crew) == ()


def item(id: str, **more: object) -> Item:
    given = {"queue": "drafts", "language": "en", "intent": None, "urgency": None, "since": NOON, **more}
    return Item(id, **given)  # type: ignore[arg-type]


def test_the_least_loaded_gets_the_next_and_among_equals_whoever_waited_longest() -> None:
    ann, bo = Person("ann", last_dealt=NOON), Person("bo", last_dealt=NOON - timedelta(hours=1))
    waiting = [item(f"c{number}", since=NOON + timedelta(seconds=number)) for number in range(4)]
    assert [move.to for move in deal(waiting, [ann, bo])] == ["bo", "ann", "bo", "ann"]


def test_whoever_knows_the_customer_gets_them_unless_far_more_loaded() -> None:
    crew = [Person("ann"), Person("bo")]
    (move,) = deal([item("c1", knows="bo")], crew)
    assert (move.to, move.reason) == ("bo", "knows_customer")
    busy = [item(f"b{number}", held_by="bo") for number in range(3)]
    (move,) = deal([*busy, item("c1", knows="bo")], crew)
    assert (move.to, move.reason) == ("ann", "least_loaded")


def test_people_come_before_drafts_and_the_urgent_before_the_old() -> None:
    one = [Person("ann", capacity=1)]
    old, high = item("old", since=NOON - timedelta(days=1)), item("high", urgency="high")
    assert [move.item for move in deal([old, high], one)] == ["high"]
    assert [move.item for move in deal([old, high, item("person", queue="people")], one)] == ["person"]


def test_what_an_absent_person_has_is_dealt_anew_but_not_what_is_in_their_hands() -> None:
    crew = [Person("ann", absent_since=NOON), Person("bo")]
    theirs = [
        item("dealt", owner="ann"),
        item("by_hand", owner="ann", by_hand=True, assigned_at=NOON - timedelta(seconds=1), since=NOON - timedelta(hours=1)),
        item("begun", owner="ann", held_by="ann"),
        item("meant", owner="ann", by_hand=True, assigned_at=NOON, since=NOON - timedelta(hours=1)),
    ]  # fmt: skip
    assert {(move.item, move.to) for move in deal(theirs, crew)} == {("dealt", "bo"), ("by_hand", "bo")}
    assert {(move.item, move.to, move.reason) for move in deal(theirs, crew[:1])} == {
        ("dealt", None, "absent"), ("by_hand", None, "absent"),
    }  # fmt: skip


def test_somebody_who_comes_in_takes_some_off_a_full_table_once() -> None:
    piled = [item(f"c{number}", owner="ann", since=NOON + timedelta(seconds=number)) for number in range(8)]
    crew = [Person("ann"), Person("bo")]
    moves = deal(piled, crew)
    assert [move.item for move in moves] == ["c5", "c6", "c7"] and {move.reason for move in moves} == {
        "lopsided"
    }
    assert deal(applied(piled, moves), crew) == ()


def test_what_a_person_has_put_down_is_not_handed_out_again() -> None:
    down = item("c1", owner=None, by_hand=True, assigned_at=NOON + timedelta(seconds=1))
    assert deal([down], [Person("ann")]) == ()
