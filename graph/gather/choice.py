"""Which templates fit: language, what is asked, the state of the order, the emotion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from data.records import Template
from data.sample import SampleRequest
from graph.gather.asking import INTENT, Requests
from graph.material import Addition
from graph.modules import Module
from language import Understanding

ADDED = ("also", "also_first")  # what templates that join another are written for
SPECIAL = 100.0  # a special request outweighs the usual one of its intent as soon as it is heard


@dataclass(frozen=True, slots=True)
class _Fit:
    """A template with what speaks for it; `place` is its place among those that the company prefers."""

    template: Template
    score: float
    state: int
    place: int
    request: str

    def key(self) -> tuple[float, int, bool, int, str]:
        """Best first."""
        return -self.score, self.state, self.template.emotion is None, self.place, self.template.id


def fitting(
    templates: Iterable[Template],
    understanding: Understanding,
    states: Sequence[str],
    text: str = "",
    requests: Requests | None = None,
    module: Module | None = None,
) -> tuple[Template, ...]:
    """Templates for this message, the best first: for what is asked, then for the order's state, then the emotion.

    states: of the order, the finest first (`states_of`), or ("none",). Of the templates for one request, only those
    for the finest state stay, beside texts for "any", which name no order and always fit.
    """
    known = requests or Requests()
    heard = known.heard(text, understanding.language)
    found: list[_Fit] = []
    for template in templates:
        if template.language != understanding.language or template.emotion not in (
            None,
            understanding.emotion,
        ):
            continue
        if template.condition not in (*states, "any"):
            continue
        found += _fits(template, understanding.intent, states, heard, known, module)
    best = {fit.template.id: fit for fit in sorted(_finest(found), key=_Fit.key, reverse=True)}
    return tuple(fit.template for fit in sorted(best.values(), key=_Fit.key))


def additions(
    templates: Iterable[Template], understanding: Understanding, text: str, requests: Requests
) -> tuple[Addition, ...]:
    """The sentences to add to a reply for what is asked beside its main request."""
    heard = requests.heard(text, understanding.language)
    return tuple(
        Addition(template, requests.joins(template))
        for template in templates
        if template.language == understanding.language
        and template.condition in ADDED
        and any(heard.get(request.name) for _, request in requests.answered_by(template))
    )


def _fits(
    template: Template,
    intent: str,
    states: Sequence[str],
    heard: Mapping[str, int],
    requests: Requests,
    module: Module | None,
) -> list[_Fit]:
    state = states.index(template.condition) if template.condition in states else len(states)
    answered = requests.answered_by(template)
    if not answered:
        place = _place(template, module)
        return [_Fit(template, INTENT, state, place, intent)] if template.intent == intent else []
    fits = []
    for place, request in answered:
        score = _score(request, intent, heard.get(request.name, 0))
        if score:
            fits.append(_Fit(template, score, state, place, request.name))
    return fits


def _score(request: SampleRequest, intent: str, heard: int) -> float:
    """0 for what wasn't asked."""
    same = request.intent == intent
    if not heard and not (same and request.usual):
        return 0.0
    return heard + INTENT * same + SPECIAL * (same and not request.usual)


def _finest(fits: Sequence[_Fit]) -> list[_Fit]:
    """Without those whose request has a template for a finer state."""
    finest: dict[str, int] = {}
    for fit in fits:
        finest[fit.request] = min(fit.state, finest.get(fit.request, fit.state))
    return [fit for fit in fits if fit.state == finest[fit.request] or fit.template.condition == "any"]


def _place(template: Template, module: Module | None) -> int:
    """Where the use case names it; behind those that it names otherwise."""
    wanted = module.templates if module else ()
    slug = template.slug.removesuffix(f"-{template.language}")
    return wanted.index(slug) if slug in wanted else len(wanted)
