"""What the company wants for one kind of request: what to look up, what may be promised, how to sound, who decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Need = Literal["order", "shipment", "invoice", "history", "article"]
#: Kinds of promise, as `graph.checks` finds them in a text.
Promise = Literal["refund", "replacement", "compensation", "legal", "guarantee", "delivery_date", "callback"]
#: When a draft may never leave without a person, however far the company trusts drafts of this kind.
NeverAuto = Literal[
    "always", "upset", "urgent", "injection", "guessed_order", "foreign_order", "promise", "warning"
]
#: Who may let a draft out: any reviewer, a supervisor (or admin), or two people one after the other.
Approval = Literal["reviewer", "supervisor", "two_people"]

NEEDS: tuple[Need, ...] = get_args(Need)
PROMISES: tuple[Promise, ...] = get_args(Promise)
NEVER_AUTO: tuple[NeverAuto, ...] = get_args(NeverAuto)
APPROVALS: tuple[Approval, ...] = get_args(Approval)


@dataclass(frozen=True, slots=True)
class Wording:
    """A rule drawn from reviewers' edits that a supervisor put in force, in one language.

    remove: don't say `old`; replace: say `new` in its place; add: say `new`.
    """

    kind: Literal["remove", "replace", "add"]
    old: str
    new: str

    @property
    def tone(self) -> str:
        """The rule as a sentence for whoever drafts."""
        if self.kind == "remove":
            return f"Leave out “{self.old}”."
        if self.kind == "replace":
            return f"Write “{self.new}” instead of “{self.old}”."
        return f"Say “{self.new}”."


@dataclass(frozen=True, slots=True)
class Module:
    """The rules for one intent, or for a special case of it, as written in its YAML file.

    gather: what to look up; required: without any one of these a person answers. may_promise: kinds of promise that
    a draft may make if a source makes them. tone: sentences for whoever drafts. templates: slugs without their
    language, the preferred first. case: the special case that the customer's words brought up. wording: the rules
    among `tone` that can be carried out word for word.
    """

    intent: str
    title: str
    gather: tuple[Need, ...] = ()
    required: tuple[Need, ...] = ()
    may_promise: tuple[Promise, ...] = ()
    tone: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()
    never_auto: tuple[NeverAuto, ...] = ()
    approval: Approval = "reviewer"
    case: str | None = None
    wording: tuple[Wording, ...] = ()
