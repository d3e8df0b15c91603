"""Loads what the sample company says: company, articles, templates, phrases."""

from __future__ import annotations

import re
from pathlib import Path

from data.sample.model import (
    CONDITIONS,
    EMOTIONS,
    FORMS,
    INTENTS,
    LANGUAGES,
    STATUSES,
    USUAL_FORMS,
    Company,
    Destination,
    Phrases,
    SampleArticle,
    SampleError,
    SampleTemplate,
)
from data.sample.people import COUNTRIES, CURRENCIES, HERE, unique
from data.sample.reading import Fields, read_list, read_mapping, read_page

SLOT = re.compile(r"\{\{(.*?)\}\}")
SLOTS: frozenset[str] = frozenset(
    ["greeting_name", "customer.address", "article.title", "article.passage", "article.answer"]
    + ["company.name", "company.return_days", "company.warranty_years"]
    + [
        f"order.{field}"
        for field in (
            "number",
            "status_text",
            "placed_on",
            "promised_on",
            "shipped_on",
            "delivered_on",
            "carrier",
            "tracking",
            "item",
            "items",
            "total",
        )
    ]
)


def load_company(folder: Path = HERE) -> Company:
    """The company of company.yaml."""
    top = read_mapping(folder / "company.yaml")
    emails, hours, promises = top.within("emails"), top.within("support_hours"), top.within("promises")
    countries = top.within("countries")
    return Company(
        name=top.text("name"),
        assistant=top.text("assistant"),
        domain=top.text("domain"),
        emails={key: emails.text(key) for key in emails.values},
        time_zone=top.text("time_zone"),
        support_hours={day: _hours(hours, day) for day in hours.values},
        promises={key: promises.whole(key) for key in promises.values},
        countries={code: _destination(countries, code) for code in countries.values},
        forms=_forms(top),
    )


def _forms(top: Fields) -> dict[str, str]:
    """The usual forms of address, and where the company chooses otherwise."""
    if "forms_of_address" not in top.values:
        return dict(USUAL_FORMS)
    chosen = top.within("forms_of_address")
    for language in chosen.values:
        if language not in USUAL_FORMS:
            raise chosen.error(f"{language!r} has one form of address only; use {', '.join(USUAL_FORMS)}")
    return USUAL_FORMS | {language: chosen.choice(language, FORMS) for language in chosen.values}


def _hours(hours: Fields, day: str) -> tuple[str, str]:
    times = hours.texts(day)
    if len(times) != 2:
        raise hours.error(
            f'{day!r} is {list(times)!r}; write opening and closing time, e.g. ["08:00", "18:00"]'
        )
    return times[0], times[1]


def _destination(countries: Fields, code: str) -> Destination:
    if code not in COUNTRIES:
        raise countries.error(f"{code!r} isn't a country code known here; use {', '.join(COUNTRIES)}")
    place = countries.within(code)
    days = place.value("delivery_days")
    if not (isinstance(days, list) and len(days) == 2 and all(isinstance(day, int) for day in days)):
        raise place.error(f"'delivery_days' is {days!r}; write fewest and most days, e.g. [1, 3]")
    return Destination(
        country=code,
        language=place.choice("language", LANGUAGES),
        currency=place.choice("currency", CURRENCIES),
        delivery_days=(days[0], days[1]),
        shipping_fee=place.money("shipping_fee"),
        free_shipping_from=place.money("free_shipping_from"),
        carrier=place.text("carrier"),
    )


def load_articles(folder: Path = HERE) -> tuple[SampleArticle, ...]:
    """The pages of articles/<language>/<slug>.md, by language and slug."""
    pages = sorted((folder / "articles").glob("*/*.md"))
    if not pages:
        raise SampleError(f"articles has no pages in {folder}; write articles/<language>/<slug>.md")
    return tuple(_article(path) for path in pages)


def _article(path: Path) -> SampleArticle:
    head, body = read_page(path)
    slug, language = head.text("slug"), head.choice("language", LANGUAGES)
    if (slug, language) != (path.stem, path.parent.name):
        raise head.error(f"slug {slug!r} and language {language!r} must be the file's name and folder")
    if not body:
        raise head.error("the page has no text; write it below the front matter")
    return SampleArticle(
        slug, language, head.text("title"), head.texts("intents", INTENTS), head.day("updated"), body
    )


def load_templates(folder: Path = HERE) -> tuple[SampleTemplate, ...]:
    """The templates of templates.yaml; unknown slots are refused."""
    seen: set[str] = set()
    return tuple(_template(entry, seen) for entry in read_list(folder / "templates.yaml"))


def _template(entry: Fields, seen: set[str]) -> SampleTemplate:
    return SampleTemplate(
        slug=unique(entry, "slug", seen),
        intent=entry.choice("intent", INTENTS),
        language=entry.choice("language", LANGUAGES),
        when=entry.choice("when", CONDITIONS) if "when" in entry.values else "any",
        emotion=entry.choice("emotion", EMOTIONS) if "emotion" in entry.values else None,
        title=entry.text("title"),
        body=_slotted(entry, "body"),
    )


def _slotted(entry: Fields, key: str) -> str:
    text = entry.text(key).strip()
    for slot in SLOT.findall(text):
        if slot.strip() not in SLOTS:
            raise entry.error(
                f"{key!r} has the unknown slot {slot.strip()!r}; use {', '.join(sorted(SLOTS))}"
            )
    return text


def load_phrases(folder: Path = HERE) -> dict[str, Phrases]:
    """The phrases of phrases.yaml by language."""
    top = read_mapping(folder / "phrases.yaml")
    return {language: _phrases(top.within(language)) for language in LANGUAGES}


def _phrases(entry: Fields) -> Phrases:
    amounts = entry.within("amounts")
    words, statuses, months = (
        entry.within("acknowledgements"),
        entry.within("statuses"),
        entry.texts("months"),
    )
    if len(months) != 12:
        raise entry.error(f"'months' has {len(months)} names; write all 12")
    return Phrases(
        greeting_named=_slotted(entry, "greeting_named"),
        greeting=entry.text("greeting"),
        chat_greeting_named=_slotted(entry, "chat_greeting_named"),
        chat_greeting=entry.text("chat_greeting"),
        acknowledgements={emotion: words.text(emotion) for emotion in EMOTIONS},
        sign_off=_slotted(entry, "sign_off"),
        statuses={status: statuses.text(status) for status in STATUSES},
        date_format=entry.text("date_format"),
        day_format=entry.text("day_format"),
        months=months,
        item_separator=entry.text("item_separator"),
        decimal_mark=entry.text("decimal_mark"),
        amounts={currency: amounts.text(currency) for currency in amounts.values},
    )
