"""The sentences that tell a reviewer what a draft rests on and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from data.records import Example, Template
from data.said import Said, named
from graph.drafters.forms import form_of
from graph.drafters.lessons import Lesson
from graph.material import DraftRequest, Material

MOST_CHANGES = 4


def template(used: Template) -> str:
    """Which template the middle comes from."""
    return Said("remark.template", "Template “{title}” ({id}).", title=used.title, id=used.id)


def passage(name: str) -> str:
    """Which passage is quoted."""
    return Said("remark.passage", "Quotes the article “{name}”.", name=name)


def agreements(material: Material) -> list[str]:
    """What the draft must keep to, since a person promised it."""
    english = "{person} agreed on {day} with the customer: “{text}”"
    return [
        Said("remark.agreed", english, person=one.by, day=one.day, text=one.text)
        for one in material.agreed[:1]
    ]


def against_agreement(evidence: str) -> str:
    """Why a composition was passed over."""
    english = "A composition was passed over, because it goes against what was agreed: {evidence}"
    return Said("remark.against_agreement", english, evidence=evidence)


def skipped(unfit: Template, field: str) -> str:
    """Why a template was passed over."""
    english = "Template “{title}” was passed over: {field} isn't known."
    return Said("remark.skipped", english, title=unfit.title, field=field)


def not_allowed(unfit: Template, request: DraftRequest) -> str:
    """That a template promises what the use case doesn't let a draft promise."""
    english = "Template “{title}” was passed over: it promises what “{use_case}” may not promise."
    use_case = request.module.title if request.module else ""
    return Said("remark.not_allowed", english, title=unfit.title, use_case=use_case)


def about_order(material: Material, used: bool) -> list[str]:
    """Which order the draft is about, and what is uncertain about it; `used`: the draft states fields of it."""
    said: list[str] = []
    state = named("condition", material.condition)
    if material.foreign_order:
        foreign = "The customer names an order number that isn't theirs; nothing of that order is told."
        said.append(Said("remark.foreign_order", foreign))
    if material.unknown_order:
        said.append(Said("remark.unknown_order", "The customer names an order number that doesn't exist."))
    if material.orders and material.order_named:
        meant = "Order {number}, named by the customer ({state})."
        said.append(Said("remark.order", meant, number=material.orders[0].number, state=state))
    elif material.orders and used:
        guessed = (
            "No order number was given: {number} ({state}) was taken, the best match of {of}. "
            "Please check that it is the one meant."
        )
        number, of = material.orders[0].number, len(material.orders)
        said.append(Said("remark.guessed_order", guessed, number=number, state=state, of=of))
    return said


def lesson(example: Example, material: Material, learned: Lesson) -> str:
    """Whose edit shaped the draft, and how."""
    changes = tuple(learned.changes[:MOST_CHANGES])
    if more := len(learned.changes) - len(changes):
        changes = (*changes, Said("remark.more_changes", "and {number} more", number=more))
    behind = Said("remark.left_behind", " Parts about the other customer's case stayed behind.")
    return Said(
        "remark.lesson",
        "Based on {person}'s edit of {day}: {changes}.{behind}",
        person=_reviewer(example, material),
        day=example.created_at.date(),
        changes=changes,
        behind=behind if learned.left_out else "",
    )


def shown(example: Example, material: Material) -> str:
    """Whose reply a model was shown."""
    english = "The model was shown {person}'s reply of {day} as an example."
    return Said("remark.shown", english, person=_reviewer(example, material), day=example.created_at.date())


def left_out(number: int) -> str:
    """That the model wasn't shown everything."""
    english = "{number} of the sources found were not shown to the model, to keep within a draft's tokens."
    return Said("remark.left_out", english, number=number)


def stood_in(reason: str) -> str:
    """That, and why, the offline drafter wrote this."""
    return Said("remark.stood_in", "The offline drafter stood in for the model: {why}.", why=reason)


def reused(example: Example, material: Material) -> str:
    """Whose approved reply stands in for a template."""
    english = (
        "No template fits. Based on {person}'s reply of {day} to a similar message, "
        "which holds nothing of that customer's case."
    )
    return Said("remark.reused", english, person=_reviewer(example, material), day=example.created_at.date())


def about_redraft(request: DraftRequest) -> list[str]:
    """What becomes of a reviewer's guidance."""
    if not request.guidance:
        return []
    english = "The offline drafter can't follow guidance in words; it offers its next best composition."
    return [Said("remark.guidance", english)]


def about_form(text: str, language: str, forms: Mapping[str, str]) -> list[str]:
    """Words that address the customer in the form the company doesn't use."""
    form = form_of(language, forms)
    slips = dict.fromkeys(text[start:end] for start, end in form.slips(text)) if form else {}
    said = ", ".join(f"“{word}”" for word in slips)
    english = "{words} is not how the company addresses customers in {language}."
    return [Said("remark.form", english, words=said, language=named("language", language))] if said else []


def no_language(request: DraftRequest) -> str:
    """The customer's language has no phrases."""
    english = "There is nothing to write in {language} with: phrases for it are missing."
    return Said("remark.no_language", english, language=named("language", request.understanding.language))


def nothing(request: DraftRequest) -> str:
    """Why no draft was made."""
    read, condition = request.understanding, request.material.condition
    english = (
        "There is nothing to go on: no {other}template for “{intent}” in {language} fits (order: {state})."
    )
    return Said(
        "remark.nothing",
        english,
        other=Said("remark.other", "other ") if request.previous else "",
        intent=named("intent", read.intent),
        language=named("language", read.language),
        state=named("condition", condition),
    )


def day(moment: datetime) -> str:
    """A day as the notes write it, e.g. "21 November 2026"."""
    return f"{moment.day} {moment:%B %Y}"


def _reviewer(example: Example, material: Material) -> str:
    origin = material.origins.get(example.id)
    return origin.reviewer if origin else Said("remark.reviewer", "a reviewer")
