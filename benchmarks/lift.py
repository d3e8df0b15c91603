"""How much people's edits help: held-back messages drafted with and without what reviewers taught on other messages.

A house is played with the sample company. Reviewers with a written style (lift/house_style.yaml) answer some messages, and
their edits become examples; a supervisor then accepts every rule that is proposed from these edits. The held-back messages
arrive. For half of them, by a hash of their id, the draft that the reviewers see rests on examples and rules, for the other
half on neither: what is sent starts from the draft that was shown, so either way alone would favour itself. At last the
replay of the product drafts each held-back turn again, each way, as of its time.

No text is on both sides. Texts to teach come from several customers each. `BENCH_SHOW=1` prints each draft; `LIFT_MODEL=20`
also asks the small model of tests/model, for so many turns.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from benchmarks.lift_house import Message, accept, decide, furnished, in_batches, worked
from benchmarks.lift_reviewers import RULES, broken, drawn
from data import examples, sent
from data.sent import SentReply
from glassdesk.house import House
from glassdesk.replays import Wanted, open_replayer
from glassdesk.settings import Settings, load
from graph.replay.figures import Group, groups
from graph.replay.gate import verdict
from graph.replay.pairs import Pair
from graph.replay.replaying import Replayer, Side
from graph.replay.wording import COLUMNS, rows

TEACH = 40  # of a hundred texts; the others are held back
TIMES = 3  # customers that each further text to teach comes from
BATCH = 12  # messages that are drafted before the reviewers decide on them
MODEL_TOKENS, MODEL_ANSWER, MODEL_SECONDS = (
    3_300,
    300,
    600.0,
)  # of one draft: the small model reads 4,096 tokens
WIDTHS = (18, 6, 16, 9, 9, 10, 22)


@dataclass(slots=True)
class Played:
    """The held-back messages by conversation, and whether the draft that was shown rested on examples and rules."""

    cases: dict[str, Message] = field(default_factory=dict)
    shown: dict[str, bool] = field(default_factory=dict)


def main() -> None:
    """Play the house, replay the held-back turns, print the figures."""
    with tempfile.TemporaryDirectory() as place:
        settings = load(
            data_dir=Path(place),
            settle_seconds=0.0,
            settle_at_most_seconds=0.0,
            undo_seconds=0.0,
            drafter="offline",
        )
        played = _play(settings)
        _offline(settings, played)
        if os.environ.get("LIFT_MODEL"):
            _with_a_model(settings, played, int(os.environ["LIFT_MODEL"]))


def _play(settings: Settings) -> Played:
    house = House.open(settings)
    try:
        messages = furnished(
            house, datetime.now(UTC).date(), lambda text_id: TIMES if _teaches(text_id) else 1
        )
        teaching = sorted(
            (one for one in messages if _teaches(one.text_id)), key=lambda one: drawn(one.case.id, "order")
        )
        for batch in in_batches(teaching, BATCH):
            decide(house, worked(house, batch, taught=True))
        rules = accept(house)
        taught, known = len(sent.replies(house.db)), len(examples.active(house.db))
        held = [one for one in messages if not _teaches(one.text_id)]
        played = _held_back(house, held)
    finally:
        house.close()
    print(
        f"{len(teaching)} messages to teach, of {len({one.text_id for one in teaching})} texts: {taught} replies sent,"
        f" {known} examples, {rules} rules; {len(held)} messages held back"
    )
    return played


def _teaches(text_id: str) -> bool:
    return drawn(text_id, "side") % 100 < TEACH


def _held_back(house: House, held: Sequence[Message]) -> Played:
    """All are drafted before anybody decides on one, so that none teaches another."""
    played, halves = Played(), []
    for taught in (True, False):
        half = worked(
            house, [one for one in held if (drawn(one.case.id, "shown") % 2 == 0) == taught], taught=taught
        )
        halves.append(half)
        played.cases |= half
        played.shown |= dict.fromkeys(half, taught)
    for half in halves:
        decide(house, half)
    return played


def _offline(settings: Settings, played: Played) -> None:
    with open_replayer(settings, Wanted("examples", drafter="offline")) as (replayer, db):
        found = [reply for reply in sent.replies(db) if reply.turn.conversation_id in played.cases]
        print(f"{len(found)} of them were answered and sent", flush=True)
        who = replayer.a.drafter
        bare = Side("neither", who, examples=False, rules=False)
        only = _replayed(replayer, bare, Side("examples", who, rules=False), found)
        both = _replayed(replayer, bare, Side("examples and rules", who), found)
    for name, pairs in (("examples", only), ("examples and accepted rules", both)):
        print(f"\n### A: neither, B: {name}")
        _figures(pairs, played)
    _rules(only, both, played.cases)
    if os.environ.get("BENCH_SHOW"):
        _show(both, played.cases)


def _with_a_model(settings: Settings, played: Played, most: int) -> None:
    """Examples alone, with a very small model: what it says holds for no larger one."""
    from tests.model.server import KEY, MODEL, ModelServer

    with ExitStack() as stack:
        server = ModelServer.start()
        stack.callback(server.stop)
        chosen = load(
            **settings.model_dump(exclude_unset=True, exclude={"drafter"}),
            drafter="openai",
            openai_base_url=server.base_url,
            openai_api_key=KEY,
            openai_model=MODEL,
            openai_max_tokens=MODEL_ANSWER,
            draft_tokens=MODEL_TOKENS,
            openai_timeout_seconds=MODEL_SECONDS,
            draft_seconds=MODEL_SECONDS,
        )
        replayer, db = stack.enter_context(open_replayer(chosen, Wanted("examples", drafter="openai")))
        found = [reply for reply in sent.replies(db) if reply.turn.conversation_id in played.cases]
        pairs = _as_far_as(replayer, found[:most])
    print(f"\n### {MODEL}, {len(pairs)} turns. A: without examples, B: with")
    for side in ("a", "b"):
        attempts = [getattr(pair, side) for pair in pairs]
        print(side.upper(), dict(Counter(attempt.why or attempt.outcome for attempt in attempts)))
    _figures(pairs, played)


def _as_far_as(replayer: Replayer, found: Sequence[SentReply]) -> list[Pair]:
    """The pairs that are done when all are, or when Ctrl-C says that it is enough; a line for each, since each takes long."""
    pairs: list[Pair] = []
    try:
        for reply in found:
            began = monotonic()
            pairs.append(pair := replayer.pair(reply))
            what = " ".join(f"{side.outcome} {side.distance:.2f}" for side in (pair.a, pair.b))
            print(f"{len(pairs)} of {len(found)}: {what}, {monotonic() - began:.0f} s", flush=True)
    except KeyboardInterrupt:
        print("stopped", flush=True)
    return pairs


def _replayed(replayer: Replayer, a: Side, b: Side, found: Iterable[SentReply]) -> list[Pair]:
    replayer.a, replayer.b = a, b
    return [replayer.pair(reply) for reply in found]


def _figures(pairs: Sequence[Pair], played: Played) -> None:
    measured = groups(pairs)
    print(_line(COLUMNS))
    for group in measured:
        _print(group)
    for name, taught in (("shown taught", True), ("shown untaught", False)):
        for group in groups([pair for pair in pairs if played.shown[pair.conversation_id] == taught])[:1]:
            _print(group, name)
    for side in ("a", "b"):
        failed = Counter(name for pair in pairs for name in getattr(pair, side).failed)
        print(f"checks that failed, {side.upper()}: {dict(failed.most_common())}")
    found = verdict(measured)
    print("gate:", "open" if found.passed else f"shut: {' '.join(found.reasons)}")
    print(f"examples went into {sum(bool(pair.b.examples) for pair in pairs)} of {len(pairs)} drafts")


def _print(group: Group, name: str = "") -> None:
    """All measures of the whole, edit distance and acceptance of a part."""
    for row in rows(group)[: None if group.kind in ("all", "certain") else 2]:
        print(_line((name or row[0], *row[1:]) if row[0] else row))


def _line(cells: Sequence[str]) -> str:
    return " ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()


def _rules(only: Sequence[Pair], both: Sequence[Pair], cases: Mapping[str, Message]) -> None:
    """For each rule of the house style, how many drafts don't keep it."""
    texts = {
        "neither": [(pair, pair.a.text) for pair in only],
        "examples": [(pair, pair.b.text) for pair in only],
        "and rules": [(pair, pair.b.text) for pair in both],
    }
    counts = {
        name: Counter(rule for pair, text in found if text for rule in broken(text, cases[pair.conversation_id].case))
        for name, found in texts.items()
    }  # fmt: skip
    print(f"\n{'drafts that break':<18}" + "".join(f"{name:>12}" for name in counts))
    for rule in RULES:
        print(f"{rule:<18}" + "".join(f"{count[rule]:>12}" for count in counts.values()))


def _show(pairs: Sequence[Pair], cases: Mapping[str, Message]) -> None:
    for pair in sorted(pairs, key=lambda one: one.b.distance - one.a.distance):
        print(f"\n==== {cases[pair.conversation_id].case.id}  {pair.a.distance:.3f} → {pair.b.distance:.3f}")
        texts = {"sent": pair.sent, "neither": pair.a.text or pair.a.why, "both": pair.b.text or pair.b.why}
        for name, text in texts.items():
            print(f"---- {name}\n{text}")
