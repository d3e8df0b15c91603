"""What was learnt, in words: how an example fares, what two examples contradict each other in, what a rule says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo

from console.markup import chips, named, plain, tag
from console.spoken import spoken
from console.texts import known, say
from console.views import diff, numbers, times, words
from console.views.readable import readable
from data.records import Example, RuleKind, Switch, ToneRule
from graph.learning import BY_ITSELF, Conflict, Habit, Standing, Tally

FEW = 5  # drafts below which a mean says little
EXCERPT = 90  # characters of a request in a title
TAKEN = 0.2  # beyond this an outcome is good or bad


def fares_html(example: Example, standing: Standing) -> str:
    """How often it was used, how drafts with and without it were changed, and how customers took to the replies."""
    facts = [used(standing.with_it), *lift(standing), *_distances(standing), outcome(example.outcome)]
    return tag("ul", "".join(tag("li", plain(fact)) for fact in facts), classes="gd-fares")


def excerpt(example: Example) -> str:
    """The beginning of what the customer asked, to tell examples apart."""
    asked = " ".join(named(readable(example.request)).split())
    return asked if len(asked) <= EXCERPT else f"{asked[:EXCERPT].rstrip()}…"


def used(tally: Tally) -> str:
    """How many decided drafts were made with it."""
    return say("fares.used", n=tally.number) if tally.number else say("fares.unused")


def lift(standing: Standing) -> list[str]:
    """How often drafts with and without it were sent unchanged, and what that says, in plain words; [] without any."""
    ours, theirs = standing.with_it, standing.without
    if not ours.number or not theirs.number:
        return []
    facts = say(
        "lift.shares", ours=_percent(ours.unchanged / ours.number), n=ours.number,
        theirs=_percent(theirs.unchanged / theirs.number), m=theirs.number,
    )  # fmt: skip
    return [f"{facts} {say(f'lift.{standing.lift}')}"]


def outcome(value: float | None) -> str:
    """How customers took to it; the sign says it without colour."""
    if value is None:
        return say("fares.unheard")
    kind = "well" if value > TAKEN else "badly" if value < -TAKEN else "neither"
    return say(f"fares.{kind}", score=numbers.signed(value))


def switched(switch: Switch | None, names: Mapping[str, str], zone: tzinfo) -> str:
    """Why it is off and who switched it off; "" while it is on."""
    if switch is None or switch.active:
        return ""
    by = (
        say("fares.itself")
        if switch.account_id == BY_ITSELF
        else say("fares.by", name=names.get(switch.account_id, "?"))
    )
    return say("fares.off", by=by, day=times.day(switch.switched_at, zone), why=spoken(switch.reason or "–"))


def conflict_title(conflict: Conflict) -> str:
    """What sets the two apart, in a sentence."""
    reasons = " ".join(known("contradiction", reason) for reason in conflict.reasons)
    kind = f"{words.intent(conflict.one.intent)} · {words.language(conflict.one.language)}"
    return f"{kind}: {reasons}"


def sides_html(conflict: Conflict) -> tuple[str, str]:
    """Both examples, each with the words marked that the other doesn't have."""
    pieces = diff.pieces(conflict.one.reply, conflict.other.reply)
    replies = ["", ""]
    for piece in pieces:
        shown = chips(piece.text)
        if piece.change == "same":
            replies = [reply + shown for reply in replies]
        else:
            replies[piece.change == "added"] += tag("mark", shown) if piece.text.strip() else shown
    one, other = (
        _side(example, reply) for example, reply in zip((conflict.one, conflict.other), replies, strict=True)
    )
    return one, other


def rule(kind: RuleKind, old: str, new: str) -> str:
    """What a rule says."""
    return say(f"rule.{kind}", old=old, new=new)


def evidence(habit: Habit) -> str:
    """What a proposal rests on."""
    return say(
        "proposal.evidence",
        kind=f"{words.intent(habit.intent)} · {words.language(habit.language)}",
        n=habit.decisions,
        of=habit.of,
        who=say("proposal.reviewers", n=habit.reviewers),
    )


def verdict(rule: ToneRule, names: Mapping[str, str], zone: tzinfo) -> str:
    """Who decided on a rule, when, and what it rests on."""
    return say(
        "rule.in_force" if rule.in_force else "rule.not_in_force",
        kind=f"{words.intent(rule.intent)} · {words.language(rule.language)}",
        name=names.get(rule.account_id, "?"),
        day=times.day(rule.decided_at, zone),
    )


def _distances(standing: Standing) -> list[str]:
    """The mean edit distances, where both are known, with a warning while they rest on few drafts."""
    ours, theirs = standing.with_it, standing.without
    if ours.distance is None:
        return []
    few = say("fares.few") if min(ours.number, theirs.number) < FEW else ""
    if theirs.distance is None:
        return [say("fares.alone", ours=_percent(ours.distance)) + few]
    beside = say(
        "fares.distance", ours=_percent(ours.distance), theirs=_percent(theirs.distance), n=theirs.number
    )
    return [beside + few]


def _side(example: Example, reply: str) -> str:
    asked = tag("div", chips(readable(example.request)), classes="gd-text", lang=example.language)
    said = tag("div", reply, classes="gd-text", lang=example.language)
    return tag("h4", say("example.asked")) + asked + tag("h4", say("example.reply_is")) + said


def _percent(share: float) -> str:
    return numbers.percent(share)
