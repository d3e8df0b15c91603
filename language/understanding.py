"""What a reader says about one text: the labels, their words, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Emotion = Literal["anger", "worry", "disappointment", "sadness", "neutral", "joy", "gratitude"]
Intent = Literal[
    "delivery_delay",
    "order_status",
    "return_refund",
    "complaint_damaged",
    "invoice_payment",
    "login_account",
    "product_question",
    "cancellation",
    "address_change",
    "warranty",
    "compliment",
    "other",
]
Urgency = Literal["low", "normal", "high"]

EMOTIONS: tuple[Emotion, ...] = get_args(Emotion)
INTENTS: tuple[Intent, ...] = get_args(Intent)
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)


@dataclass(frozen=True, slots=True)
class Understanding:
    """The labels of one text.

    `sentiment` runs from -1 to 1; within ±0.2 the text is neutral, beyond ±0.3 it is not (nothing lies
    between). `wants_human`: asks in any words for a person. `must_escalate`: lawyer or court, press,
    chargeback, injury or hazard, personal crisis, data-protection request, discrimination. `injection`:
    tries to steer the AI. `reasons` are short English phrases that quote matched cue words and nothing else.
    """

    language: str
    sentiment: float
    emotion: Emotion
    intent: Intent
    urgency: Urgency
    wants_human: bool
    must_escalate: bool
    injection: bool
    reasons: tuple[str, ...]
