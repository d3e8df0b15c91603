"""The sample company holds together: files parse, facts agree, messages fit orders, nobody in it is real."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from stdnum import iban
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.nl import bsn
from stdnum.se import personnummer

import data.sample
from data import sample
from data.sample.build_orders import build
from data.sample.model import EMOTIONS, INTENTS, LANGUAGES

HERE = Path(data.sample.__file__).parent
TODAY = date(2026, 11, 20)
COMPANY = sample.load_company()
ARTICLES = sample.load_articles()
TEMPLATES = sample.load_templates()
CUSTOMERS = {customer.key: customer for customer in sample.load_customers()}
ORDERS = {order.number: order for order in sample.load_orders(TODAY)}
INBOX = sample.load_inbox()

ORDER_NUMBER = re.compile(r"\b(?:NH-\d{5}|10\d{6})\b")
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
RESERVED_PHONES = re.compile(
    r"(?:(?:\+44 |0)(?:20 7946 0\d{3}|7700 900\d{3})|(?:\+49 |0)(?:30 23125 \d{3}|171 39200\d\d)"
    r"|(?:\+46 |0)(?:70[ -]174 06 (?:0[5-9]|[1-9]\d)|8[ -]465 004 \d\d)|(?:\+45 )?00 \d\d \d\d \d\d"
    r"|(?:\+31 |0)(?:20 000 \d{4}|6 0000 \d{4}))"
)
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?\d{1,3})?\b")
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
ROUTINE = {
    ("delivery_delay", "late"),
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
    assert len(ORDERS) >= 300 and len(CUSTOMERS) >= 120 and len(sample.load_products()) >= 45
    assert len(INBOX) == 80
    assert all(14 <= n <= 18 for n in Counter(message.language for message in INBOX).values())


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
    assert {intent for intent, _ in there} == set(INTENTS) - {"other"}


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda template: template.slug)
def test_a_template_uses_only_fields_its_order_has_and_promises_nothing_else(
    template: sample.SampleTemplate,
) -> None:
    used = set(re.findall(r"\{\{ order\.(\w+) \}\}", template.body))
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


def test_the_orders_file_is_what_its_script_builds() -> None:
    lines = (HERE / "orders.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in lines] == build()


def test_every_order_is_possible() -> None:
    for order in ORDERS.values():
        place = COMPANY.countries[order.country]
        goods = sum(item.price * item.quantity for item in order.items)
        assert order.total == goods + (0 if goods >= place.free_shipping_from else place.shipping_fee)
        assert (order.country, order.currency) == (CUSTOMERS[order.customer].country, place.currency)
        days = [order.placed_on, order.shipped_on, order.delivered_on]
        assert [day for day in days if day] == sorted(day for day in days if day)
        sent = order.status not in ("processing", "packed", "cancelled")
        assert sent == bool(order.shipped_on and order.carrier and order.tracking)
        assert (order.status in ("delivered", "returned", "refunded")) == bool(order.delivered_on)
        assert (order.status == "delayed") == (order.promised_on < TODAY and not order.delivered_on and sent)


def test_order_dates_follow_today() -> None:
    later = {order.number: order for order in sample.load_orders(date(2027, 1, 1))}
    assert later["NH-27934"].promised_on == date(2027, 1, 6)


def test_a_quoted_order_exists_and_belongs_to_the_writer() -> None:
    quoted = [(m, number) for m in INBOX for number in ORDER_NUMBER.findall(m.text)]
    assert len(quoted) >= 45
    for message, number in quoted:
        assert ORDERS[number].customer == message.customer, message.id


@pytest.mark.parametrize(
    ("intent", "allowed"),
    [
        ("delivery_delay", {"delayed", "delivered"}),
        ("complaint_damaged", {"delivered"}),
        ("warranty", {"delivered"}),
    ],
)
def test_a_quoted_order_has_a_status_that_fits(intent: str, allowed: set[str]) -> None:
    for message in INBOX:
        if message.expected.intent == intent:
            assert {ORDERS[n].status for n in ORDER_NUMBER.findall(message.text)} <= allowed, message.id


def test_the_inbox_arrives_in_three_minutes_and_starts_with_a_routine_question() -> None:
    first, last = INBOX[0], INBOX[-1]
    assert (first.after_seconds, first.expected.intent) == (0, "order_status")
    assert ORDER_NUMBER.search(first.text)
    assert 160 <= last.after_seconds <= 190


def test_a_follow_up_comes_from_the_same_customer_in_the_same_channel_or_later() -> None:
    by_id = {message.id: message for message in INBOX}
    follow_ups = [message for message in INBOX if message.follows]
    assert len(follow_ups) >= 10
    for message in follow_ups:
        earlier = by_id[str(message.follows)]
        assert (earlier.customer, earlier.language) == (message.customer, message.language)
        assert earlier.after_seconds < message.after_seconds


def test_the_inbox_holds_the_hard_cases() -> None:
    assert sum(message.expected.wants_human for message in INBOX) == 2
    assert sum(message.expected.must_escalate for message in INBOX) >= 4
    assert {message.expected.intent for message in INBOX} == set(INTENTS)
    assert {message.channel for message in INBOX} == {"chat", "api"}
    assert all(CUSTOMERS[m.customer].language == m.language for m in INBOX)


@pytest.mark.parametrize(
    ("valid", "number"),
    [
        (cpr.is_valid, "070761-1006"),
        (personnummer.is_valid, "121212-1212"),
        (bsn.is_valid, "111222333"),
        (idnr.is_valid, "36 574 261 809"),
    ],
)
def test_national_numbers_in_the_inbox_have_valid_check_digits(
    valid: Callable[[str], bool], number: str
) -> None:
    assert valid(number) and any(number in message.text for message in INBOX)


def test_account_numbers_in_the_inbox_have_valid_check_digits() -> None:
    found = [number for message in INBOX for number in IBAN.findall(message.text)]
    assert {number[:2] for number in found} == {"GB", "DE", "DK", "NL", "SE"}
    assert all(iban.is_valid(number) for number in found)


def everything() -> list[tuple[str, str]]:
    """Name and text of each file that a reader sees."""
    paths = [path for path in HERE.rglob("*") if path.suffix in {".yaml", ".md", ".jsonl"}]
    return [(path.name, path.read_text(encoding="utf-8")) for path in paths]


def test_every_domain_is_an_example() -> None:
    host = re.compile(r"(?:@|https?://|www\.)([\w.-]+\w)|\b[\w-]+\.(?:com|net|org|dk|se|de|nl|uk|eu)\b")
    for name, text in everything():
        for match in host.finditer(text):
            assert (match[1] or match[0]).endswith(".example"), (name, match[0])


def test_every_phone_number_is_reserved_or_impossible() -> None:
    for customer in CUSTOMERS.values():
        assert RESERVED_PHONES.fullmatch(customer.phone), customer
    for message in INBOX:
        text = re.sub(r"\b\d{6}-\d{4}\b", "", IBAN.sub("", message.text))
        for number in re.findall(r"(?<![\w-])(?:\+\d|0)[\d -]{6,}\d", text):
            assert RESERVED_PHONES.fullmatch(number), (message.id, number)


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
    sample.load_phrases(folder), sample.load_products(folder)
    sample.load_orders(TODAY, folder), sample.load_inbox(folder)
