"""The sample company holds together: its words parse, state the same facts and cover every case."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import data.sample
from data import sample
from data.sample.model import EMOTIONS, INTENTS, LANGUAGES

HERE = Path(data.sample.__file__).parent
TODAY = date(2026, 11, 20)
COMPANY = sample.load_company()
ARTICLES = sample.load_articles()
TEMPLATES = sample.load_templates()

KINDS = {
    "working": re.compile(r"(\d+) (?:working days|Werktagen?|hverdage|werkdagen|vardagar)"),
    "days": re.compile(r"(\d+) (?:days?|Tagen?|dages?|dagen|dagars?)\b"),
    "minutes": re.compile(r"(\d+) (?:minutes|Minuten|minutter|minuten|minuter)"),
    "years": re.compile(r"(\d+)[- ](?:years?|Jahre|års|jaar)\b"),
}
FIGURES = {
    "working": [
        "refund_working_days",
        "repair_working_days",
        "trace_working_days",
        "lost_after_working_days",
    ],
    "days": [
        "return_days",
        "damage_report_days",
        "invoice_due_days",
        "reminder_after_days",
        "pickup_days",
        "address_return_days",
        "privacy_answer_days",
    ],
    "minutes": ["human_wait_minutes", "reset_link_minutes", "lockout_minutes"],
    "years": ["warranty_years"],
}
TOLD_IN = {
    "delays-and-lost-parcels": ["trace_working_days", "lost_after_working_days"],
    "returns": ["return_days"],
    "refunds": ["refund_working_days", "return_days"],
    "damaged-goods": ["damage_report_days"],
    "invoices-and-reminders": ["invoice_due_days", "reminder_after_days"],
    "payment-methods": ["invoice_due_days"],
    "login-and-password": ["reset_link_minutes", "lockout_minutes"],
    "warranty-and-repair": ["warranty_years", "repair_working_days"],
    "cancel-or-change": ["return_days", "refund_working_days"],
    "delivery-address": ["pickup_days", "address_return_days"],
    "contact-and-privacy": ["human_wait_minutes", "privacy_answer_days"],
}
SLOTS_BY_STATE = {
    "processing": {"placed_on", "promised_on", "status_text", "items", "total"},
    "in_transit": {
        "placed_on",
        "promised_on",
        "shipped_on",
        "carrier",
        "tracking",
        "status_text",
        "items",
        "total",
    },
    "late": {
        "placed_on",
        "promised_on",
        "shipped_on",
        "carrier",
        "tracking",
        "status_text",
        "items",
        "total",
    },
    "delivered": {
        "placed_on",
        "promised_on",
        "shipped_on",
        "delivered_on",
        "carrier",
        "tracking",
        "items",
        "total",
    },
    "returned": {"placed_on", "delivered_on", "items", "total"},
    "cancelled": {"placed_on", "items", "total"},
}
SLOTS_BY_STATE |= {
    "lost": SLOTS_BY_STATE["late"],
    "late_again": SLOTS_BY_STATE["late"],
    "in_transit_again": SLOTS_BY_STATE["in_transit"],
    "packed": SLOTS_BY_STATE["processing"],
    "returnable": SLOTS_BY_STATE["delivered"],
    "in_warranty": SLOTS_BY_STATE["delivered"],
}
OPTIONAL = re.compile(r"\[\[.*?\]\]", re.DOTALL)
ROUTINE = {
    ("delivery_delay", "late"),
    ("delivery_delay", "none"),
    ("order_status", "none"),
    ("cancellation", "none"),
    ("address_change", "none"),
    ("order_status", "in_transit"),
    ("order_status", "processing"),
    ("order_status", "delivered"),
    ("cancellation", "processing"),
    ("cancellation", "in_transit"),
    ("address_change", "processing"),
    ("address_change", "in_transit"),
} | {
    (intent, "any")
    for intent in [
        "return_refund",
        "complaint_damaged",
        "invoice_payment",
        "login_account",
        "warranty",
        "compliment",
    ]
}


def test_the_sample_is_as_large_as_promised() -> None:
    assert len(ARTICLES) >= 60 and len(TEMPLATES) >= 60
    assert (
        len(sample.load_orders(TODAY)) >= 300
        and len(sample.load_customers()) >= 120
        and len(sample.load_products()) >= 45
    )
    by_language = Counter(message.language for message in sample.load_inbox())
    assert by_language.total() == 80 and all(14 <= n <= 18 for n in by_language.values())


def test_every_key_topic_is_told_in_every_language() -> None:
    for slug in ["delivery-times", *TOLD_IN]:
        assert {article.language for article in ARTICLES if article.slug == slug} == set(LANGUAGES), slug


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: f"{article.language}-{article.slug}")
def test_an_article_has_a_fitting_length_and_the_companys_figures(article: sample.SampleArticle) -> None:
    assert 120 <= len(re.findall(r"\w+(?:[-’'.@]\w+)*", article.body)) <= 300
    assert "\n## " in article.body
    assert not wrong_figures(article.body)
    for promise in TOLD_IN.get(article.slug, []):
        kind = next(kind for kind, promises in FIGURES.items() if promise in promises)
        assert str(COMPANY.promises[promise]) in KINDS[kind].findall(article.body), promise


def wrong_figures(text: str) -> list[str]:
    """Every time span in `text` that the company doesn't promise."""
    wrong = []
    for kind, pattern in KINDS.items():
        allowed = {str(COMPANY.promises[promise]) for promise in FIGURES[kind]}
        if kind == "working":
            allowed |= {str(place.delivery_days[1]) for place in COMPANY.countries.values()}
        wrong += [f"{kind} {n}" for n in pattern.findall(text) if n not in allowed]
    return wrong


@pytest.mark.parametrize("language", LANGUAGES)
def test_delivery_times_and_costs_agree_with_the_company(language: str) -> None:
    body = next(a.body for a in ARTICLES if (a.language, a.slug) == (language, "delivery-times"))
    for place in COMPANY.countries.values():
        assert "{}–{}".format(*place.delivery_days) in body
        mark = "." if language == "en" else ","
        fee = f"{place.shipping_fee:f}".removesuffix(".00").replace(".", mark)
        assert re.search(rf"\b{fee}\b.*\b{int(place.free_shipping_from)}\b", body), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_opening_hours_and_keyword_for_a_person_are_told(language: str) -> None:
    body = next(a.body for a in ARTICLES if (a.language, a.slug) == (language, "contact-and-privacy"))
    assert "08:00–18:00" in body and "10:00–14:00" in body
    assert set(COMPANY.support_hours.values()) == {("08:00", "18:00"), ("10:00", "14:00")}
    assert {"en": "HUMAN", "de": "MENSCH", "nl": "MENS", "da": "MENNESKE", "sv": "MÄNNISKA"}[language] in body


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_routine_case_has_a_template(language: str) -> None:
    there = {(template.intent, template.when) for template in TEMPLATES if template.language == language}
    assert there >= ROUTINE
    assert {intent for intent, _ in there} == set(INTENTS)


def test_every_request_names_templates_in_every_language_and_every_template_answers_one() -> None:
    slugs = {template.slug for template in TEMPLATES}
    named = {slug for request in sample.load_requests() for slug in request.templates}
    assert {f"{slug}-{language}" for slug in named for language in LANGUAGES} == slugs


def test_requests_are_told_in_every_language_and_one_is_usual_for_each_intent() -> None:
    requests = sample.load_requests()
    assert {request.intent for request in requests if request.usual} == set(INTENTS)
    for request in requests:
        assert request.usual or all(request.words[language] for language in LANGUAGES), request.name


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_template_uses_only_fields_its_order_has_and_promises_nothing_else(
    template: sample.SampleTemplate,
) -> None:
    used = set(re.findall(r"\{\{ order\.(\w+) \}\}", OPTIONAL.sub("", template.body)))
    assert used <= SLOTS_BY_STATE.get(template.when, set()) | (
        {"number"} if template.when in SLOTS_BY_STATE else set()
    )
    assert not wrong_figures(template.body)


def test_phrases_cover_every_emotion_and_claim_no_feeling() -> None:
    feelings = re.compile(r"\bI feel|\bwe feel|leid|føler|kände|känner|voel|sorry to feel", re.I)
    for phrases in sample.load_phrases().values():
        assert set(phrases.acknowledgements) == set(EMOTIONS)
        assert not any(feelings.search(text) for text in phrases.acknowledgements.values())
        assert "{{ company.name }}" in phrases.sign_off and "{{ greeting_name }}" in phrases.greeting_named
    assert sample.load_phrases()["da"].date(date(2026, 3, 5)) == "5. marts 2026"


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "company.yaml",
            "name: Nordlys Hjem",
            "names: Nordlys Hjem",
            r"company\.yaml.*'name' is missing; add it",
        ),
        ("company.yaml", "return_days: 30", "return_days: soon", r"key 'promises'.*'return_days' is 'soon'"),
        (
            "templates.yaml",
            "{{ order.carrier }}",
            "{{ order.colour }}",
            r"entry 1.*unknown slot 'order\.colour'",
        ),
        ("templates.yaml", "- slug", "  - [slug", r"templates\.yaml isn't valid YAML"),
        ("phrases.yaml", "neutral:", "bored:", r"key 'en'.*'neutral' is missing"),
        ("customers.jsonl", '{"key"', '{key"', r"customers\.jsonl, line 1: isn't JSON"),
        ("inbox.jsonl", '"language": "en"', '"language": "fi"', r"line 1: 'language' is 'fi'; use one of"),
        (
            "inbox.jsonl",
            "amelia-hartley",
            "nobody",
            r"line 1: 'customer' is 'nobody'; use a key of customers",
        ),
        ("orders.jsonl", '"status": "', '"status": "lost-', r"line 1: 'status' is 'lost-"),
        (
            "requests.yaml",
            "intent: order_status",
            "intent: orders",
            r"requests\.yaml.*entry 1.*'intent' is 'orders'",
        ),
        ("articles/en/returns.md", "slug: returns", "slug: other", r"front matter.*must be the file's name"),
        ("articles/en/returns.md", "---", "***", r"no front matter"),
    ],
)
def test_a_mistake_in_a_company_folder_is_named_with_its_place(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    folder = tmp_path / "company"
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(sample.SampleError, match=told):
        load_all(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(sample.SampleError, match=r"company\.yaml is missing"):
        load_all(tmp_path)


def load_all(folder: Path) -> None:
    """Reads every file of a company folder."""
    sample.load_company(folder), sample.load_articles(folder), sample.load_templates(folder)
    sample.load_phrases(folder), sample.load_products(folder), sample.load_requests(folder)
    sample.load_orders(TODAY, folder), sample.load_inbox(folder)
