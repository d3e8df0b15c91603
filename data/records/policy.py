"""Policy: what may leave without a person, what each draft was judged, and on what grounds a reply left by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from data.records.kinds import JsonTexts

#: Every draft is reviewed; by two people; or those that have earned it may leave by themselves.
PolicyMode = Literal["review", "second", "auto"]
MODES: tuple[PolicyMode, ...] = get_args(PolicyMode)
Verdict = Literal["review", "auto"]
#: Why everything was stopped, and `start` for the way back.
Cause = Literal["wrong_reply", "complaint", "outage", "other", "start"]
CAUSES: tuple[Cause, ...] = get_args(Cause)

#: The account that stands in a decision that no person made. No account of the staff has it: theirs are UUIDs.
POLICY = "policy"

#: What no setting can go below. A 95 % bound of 50 drafts that were all approved unchanged is 0.949.
LEAST_BOUND, LEAST_NUMBER, LEAST_SAMPLE = 0.90, 50, 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPolicy:
    """What a supervisor sets for a use case, in one language or (None) in all.

    Of `auto`: bound: what the lower confidence bound of unchanged approvals must reach (0..1); fewest: reviewed drafts
    it must rest on; sample: share that is reviewed all the same; daily: most replies of a UTC day; newcomers: whether a
    customer's first reply may be one. reason: with placeholders.
    """

    intent: str
    mode: PolicyMode
    language: str | None = None
    bound: float = 0.95
    fewest: int = LEAST_NUMBER
    sample: float = 0.10
    daily: int = 50
    newcomers: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Policy:
    """A row of policy. began_at: since when the mode is this one, however its figures were changed since."""

    id: str
    intent: str
    language: str | None
    mode: PolicyMode
    bound: float
    fewest: int
    sample: float
    daily: int
    newcomers: bool
    reason: str
    account_id: str
    began_at: datetime
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Pull:
    """The stop button pressed, or everything started again."""

    number: int
    stopped: bool
    cause: Cause
    note: str
    account_id: str
    pulled_at: datetime


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes drafts: what was earned with one drafter, model or prompt is not another's."""

    drafter: str
    model: str
    prompt_version: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """What reviewers made of a use case's drafts in one language by one writer, and how customers took to the replies.

    number: reviewed drafts that count; unchanged: of these approved as they were. heard, badly: replies that left by
    themselves and had a reaction, and a bad one; reviewed_heard, reviewed_badly: the same of reviewed replies.
    """

    number: int = 0
    unchanged: int = 0
    heard: int = 0
    badly: int = 0
    reviewed_heard: int = 0
    reviewed_badly: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """All that a judgement weighs, as one transaction sees it.

    stopped: the stop button is pressed. today: replies that left by themselves this UTC day under this policy's scope.
    opened_at: of the conversation. newcomer: no reply of ours has reached the customer yet. claimed: somebody has the
    draft open. version: of the draft.
    """

    policy: Policy | None
    stopped: bool
    evidence: Evidence
    today: int
    turn_id: str
    opened_at: datetime
    newcomer: bool
    claimed: bool
    version: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What speaks against a draft's leaving by itself (nothing: it may), and the bound that was earned by then."""

    why: tuple[str, ...]
    lower: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a draft was kept for people. kept: what of the fixed list is true of it; why: what else speaks against."""

    draft_id: str
    turn_id: str
    policy_id: str | None
    verdict: Verdict
    kept: JsonTexts
    why: JsonTexts
    newcomer: bool
    judged_at: datetime


@dataclass(frozen=True, slots=True)
class AutoDecision:
    """The grounds of a decision that no person made: the policy's row and what had been earned by then."""

    decision_id: str
    draft_id: str
    policy_id: str
    intent: str
    language: str
    text_hash: str
    draft_version: int
    last_seq: int
    number: int
    unchanged: int
    lower: float
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class AutoFacts:
    """What is true, in the transaction that would send it, of a reply that no person decided on.

    grounds: of its decision; kept: the draft's, None when it was never judged; policy: the one in force now.
    draft_hash: of the draft's text.
    """

    grounds: AutoDecision | None
    kept: tuple[str, ...] | None
    policy: Policy | None
    stopped: bool
    turn_id: str
    draft_hash: str
