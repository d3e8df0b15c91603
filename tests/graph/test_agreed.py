"""What a person agreed with the customer: material of later drafts, a source, and a check that holds them to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from data import conversations, drafts, handbacks, merging
from graph.checks import run
from graph.checks.grounds import grounds
from graph.drafters.prompt import House, build
from graph.gather import Gatherer
from graph.masking import Masking
from graph.material import Agreed, CheckResult, DraftRequest
from tests.graph.drafting import TODAY, drafter, request
from tests.graph.shop import Shop

PROMISE = "We refund 49.90 EUR by 5 December, and a replacement lamp arrives on 27 November."


def asked(text: str = PROMISE, language: str = "en", said: str = "Any news?", **more) -> DraftRequest:
    made = request(said, language, today=TODAY, **more)
    agreed = (Agreed("takeover", date(2026, 11, 20), "Mette Kjær", text),)
    return replace(made, material=replace(made.material, agreed=agreed))


def verdict(name: str, draft: str, of: DraftRequest) -> CheckResult:
    return next(found for found in run(draft, of) if found.name == name)


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        ("Unfortunately we can't offer a refund.", "denies"),
        ("A refund is not possible here.", "denies"),
        ("We refund 39.90 EUR by 5 December.", "sum"),
        ("You get your refund by 12 December.", "day"),
        ("The new lamp will arrive on 2 December.", "day"),
        ("We don't send a replacement in such cases.", "denies"),
    ],
)
def test_a_draft_that_goes_against_what_was_agreed_is_blocked(draft: str, why: str) -> None:
    found = verdict("agreed", f"Hello! {draft} Kind regards", asked())
    assert found.verdict == "block" and why in found.evidence and "Mette Kjær" in found.evidence
    start, end = found.spans[0]
    assert f"Hello! {draft}"[start:end].strip()


@pytest.mark.parametrize(
    "draft",
    [
        "As agreed, we refund 49.90 EUR by 5 December.",
        "Your replacement lamp will arrive on 27 November.",
        "You will get your refund.",
        "Would you like a refund?",
        "Thank you for your message. Your order total was 80.00 EUR.",
        "If the lamp is not replaced, write to us.",
    ],
)
def test_a_draft_that_keeps_to_it_or_speaks_of_something_else_passes(draft: str) -> None:
    assert verdict("agreed", draft, asked()).verdict == "pass"


@pytest.mark.parametrize(
    ("language", "summary", "bad", "good"),
    [
        ("de", "Wir erstatten 30,00 EUR.", "Eine Erstattung ist leider nicht möglich.", "Wir erstatten Ihnen 30,00 EUR."),
        ("da", "Vi refunderer beløbet.", "Vi refunderer ikke beløbet.", "Vi refunderer beløbet."),
        ("nl", "We sturen een vervanging.", "We sturen geen vervanging.", "We sturen een vervanging."),
        ("sv", "Vi skickar en ersättning.", "Vi skickar ingen ersättning.", "Vi skickar en ersättning."),
        ("de", "We refund 30.00 EUR.", "Eine Erstattung ist leider nicht möglich.", "Wir erstatten Ihnen 30,00 EUR."),
    ],
)  # fmt: skip
def test_in_every_language_also_across_languages(language: str, summary: str, bad: str, good: str) -> None:
    assert verdict("agreed", bad, asked(summary, language)).verdict == "block"
    assert verdict("agreed", good, asked(summary, language)).verdict == "pass"


def test_what_was_agreed_is_firm_ground_for_figures_days_and_promises() -> None:
    kept = "We refund 49.90 EUR by 5 December, and a replacement arrives on 27 November."
    results = {found.name: found.verdict for found in run(kept, asked())}
    assert all(results[name] == "pass" for name in ("amounts", "dates", "promises")), results
    without = {found.name: found.verdict for found in run(kept, request(today=TODAY))}
    assert without["amounts"] == without["promises"] == "block"


def test_nothing_agreed_is_nothing_to_keep() -> None:
    assert verdict("agreed", "We can't offer a refund.", request()).verdict == "pass"
    assert grounds(request()).agreed == frozenset()


def test_the_newest_summary_counts() -> None:
    of = asked()
    newer = Agreed("later", date(2026, 11, 21), "Anna Berg", "We refund 20.00 EUR.")
    both = replace(of, material=replace(of.material, agreed=(newer, *of.material.agreed)))
    assert verdict("agreed", "We refund 20.00 EUR.", both).verdict == "pass"
    assert verdict("agreed", "We refund 49.90 EUR.", both).verdict == "block"


def test_a_model_gets_it_first_and_is_told_that_it_binds() -> None:
    prompt = build(asked(), House("Nordlys Hjem", "Nordlys Assistant"))
    assert prompt.sources["s1"].kind == "agreed" and prompt.sources["s1"].text == PROMISE
    assert "agreed" in prompt.system and PROMISE in prompt.user


def test_the_offline_drafter_passes_over_what_goes_against_it() -> None:
    free = request("I want to send my lamp back.", intent="return_refund", today=TODAY)
    plain = drafter().draft(free)
    assert plain.text is not None
    of = replace(free, material=replace(free.material, agreed=asked("We refund 49.90 EUR.").material.agreed))
    drafted = drafter().draft(of)
    assert drafted.text is None or verdict("agreed", drafted.text, of).verdict == "pass"
    assert any("Mette Kjær agreed" in note for note in drafted.notes) or drafted.text is None


def test_a_summary_reaches_the_next_draft_of_the_conversation_and_of_a_joined_one(shop: Shop) -> None:
    masking = Masking(shop.db, shop.parts.vault, shop.parts.redactor)
    shop = replace(
        shop, parts=replace(shop.parts, gatherer=Gatherer(shop.db, shop.parts.reader, masking=masking))
    )
    conversation, _ = shop.drafted()
    shop.desk.start_takeover(conversation.id, shop.reviewer)
    shop.deliver()
    summary = "Ingrid Solberg gets a replacement lamp by 5 December."
    shop.desk.hand_back(conversation.id, shop.reviewer, summary)
    (kept,) = handbacks.of(shop.db, conversation.id)
    assert kept.summary == "<PERSON_1> gets a replacement lamp by 5 December."
    shop.write(conversation, "When does it come?")
    shop.run()
    draft = drafts.of_conversation(shop.db, conversation.id)[-1]
    assert draft.sources[0]["kind"] == "agreed" and draft.sources[0]["text"] == kept.summary
    assert any(check["name"] == "agreed" for check in draft.checks)

    other = conversations.open(shop.db, customer_id=conversation.customer_id, channel="chat", language="en")
    merging.merge(shop.db, other.id, conversation.id, shop.reviewer.id)
    shop.write(other, "And here?")
    shop.run()
    (source,) = drafts.of_conversation(shop.db, other.id)[-1].sources
    assert source["kind"] == "agreed" and source["text"] == kept.summary


def test_a_placeholder_of_what_was_agreed_may_be_said() -> None:
    of = asked("<PERSON_7> collects the lamp on 27 November.")
    told = "Hello! As agreed, {} collects the lamp on 27 November. Kind regards"
    assert verdict("placeholders", told.format("<PERSON_7>"), of).verdict == "pass"
    assert verdict("placeholders", told.format("<PERSON_8>"), of).verdict == "block"
