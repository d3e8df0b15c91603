"""The sentences that tell a reviewer what a draft rests on and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from data.records import Example, Template
from graph.drafters.forms import form_of
from graph.drafters.lessons import Lesson
from graph.material import DraftRequest, Material

MOST_CHANGES = 4


def template(used: Template) -> str:
    """Which template the middle comes from."""
    return f"Template “{used.title}” ({used.id})."


def passage(name: str) -> str:
    """Which passage is quoted."""
    return f"Quotes the article “{name}”."


def agreements(material: Material) -> list[str]:
    """What the draft must keep to, since a person promised it."""
    return [f"{one.by} agreed on {one.day} with the customer: “{one.text}”" for one in material.agreed[:1]]


def against_agreement(evidence: str) -> str:
    """Why a composition was passed over."""
    return f"A composition was passed over, because it goes against what was agreed: {evidence}"


def skipped(unfit: Template, field: str) -> str:
    """Why a template was passed over."""
    return f"Template “{unfit.title}” was passed over: {field} isn't known."


def not_allowed(unfit: Template, request: DraftRequest) -> str:
    """That a template promises what the use case doesn't let a draft promise."""
    title = request.module.title if request.module else ""
    return f"Template “{unfit.title}” was passed over: it promises what “{title}” may not promise."


def about_order(material: Material, used: bool) -> list[str]:
    """Which order the draft is about, and what is uncertain about it; `used`: the draft states fields of it."""
    said = []
    if material.foreign_order:
        said.append("The customer names an order number that isn't theirs; nothing of that order is told.")
    if material.unknown_order:
        said.append("The customer names an order number that doesn't exist.")
    if material.orders and material.order_named:
        said.append(f"Order {material.orders[0].number}, named by the customer ({material.condition}).")
    elif material.orders and used:
        said.append(
            f"No order number was given: {material.orders[0].number} ({material.condition}) was taken, the best "
            f"match of {len(material.orders)}. Please check that it is the one meant."
        )
    return said


def lesson(example: Example, material: Material, learned: Lesson) -> str:
    """Whose edit shaped the draft, and how."""
    changes = "; ".join(learned.changes[:MOST_CHANGES])
    more = len(learned.changes) - MOST_CHANGES
    tail = f"; and {more} more" if more > 0 else ""
    behind = " Parts about the other customer's case stayed behind." if learned.left_out else ""
    return f"Based on {_reviewer(example, material)}'s edit of {day(example.created_at)}: {changes}{tail}.{behind}"


def shown(example: Example, material: Material) -> str:
    """Whose reply a model was shown."""
    return f"The model was shown {_reviewer(example, material)}'s reply of {day(example.created_at)} as an example."


def left_out(number: int) -> str:
    """That the model wasn't shown everything."""
    return f"{number} of the sources found were not shown to the model, to keep within a draft's tokens."


def stood_in(reason: str) -> str:
    """That, and why, the offline drafter wrote this."""
    return f"The offline drafter stood in for the model: {reason}."


def reused(example: Example, material: Material) -> str:
    """Whose approved reply stands in for a template."""
    return (
        f"No template fits. Based on {_reviewer(example, material)}'s reply of {day(example.created_at)} "
        "to a similar message, which holds nothing of that customer's case."
    )


def about_redraft(request: DraftRequest) -> list[str]:
    """What becomes of a reviewer's guidance."""
    if not request.guidance:
        return []
    return ["The offline drafter can't follow guidance in words; it offers its next best composition."]


def about_form(text: str, language: str, forms: Mapping[str, str]) -> list[str]:
    """Words that address the customer in the form the company doesn't use."""
    form = form_of(language, forms)
    slips = dict.fromkeys(text[start:end] for start, end in form.slips(text)) if form else {}
    said = ", ".join(f"“{word}”" for word in slips)
    return [f"{said} is not how the company addresses customers in {language!r}."] if said else []


def no_language(request: DraftRequest) -> str:
    """The customer's language has no phrases."""
    return (
        f"There is nothing to write in {request.understanding.language!r} with: phrases for it are missing."
    )


def nothing(request: DraftRequest) -> str:
    """Why no draft was made."""
    read, condition = request.understanding, request.material.condition
    state = "without a known order" if condition == "none" else f"for an order that is {condition!r}"
    other = " other than the rejected one" if request.previous else ""
    return f"There is nothing to go on: no template for {read.intent!r} in {read.language!r} fits{other}, {state}."


def day(moment: datetime) -> str:
    """A day as the notes write it, e.g. "21 November 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def _reviewer(example: Example, material: Material) -> str:
    origin = material.origins.get(example.id)
    return origin.reviewer if origin else "a reviewer"
