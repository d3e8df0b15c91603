"""Whatever the text: no check raises, spans lie inside it, and what no source holds is flagged where it stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from graph.checks import CHECKS, run
from graph.checks.grounds import grounds
from graph.checks.tokens import tokens
from tests.graph.planted.reading import drafts

CLEAN = [draft for draft in drafts("dev") if draft.fault is None]
#: Pieces that make checks look: notations, words of all lists, marks, other scripts.
PIECES = st.sampled_from(
    [
        "Hello",
        "Hej",
        "Guten",
        "Tag",
        "Beste",
        "<PERSON_1>",
        "<ADDRESS_1>",
        "{{",
        "x",
        "}}",
        "[Name]",
        "3.",
        "März",
        "2026-02-30",
        "31/02",
        "24/7",
        "kl.",
        "14",
        "8",
        "am",
        "€",
        "1.299,50",
        "kr",
        "12",
        "days",
        "zwei",
        "Wochen",
        "morgen",
        "i",
        "går",
        "fredag",
        "vecka",
        "99",
        "NH-1",
        "+45",
        "12",
        "www.",
        "https://",
        "a@b.c",
        "refund",
        "Gutschein",
        "er",
        "på",
        "vej",
        "ist",
        "storniert",
        "?",
        "!",
        "...",
        "\n",
        "\n\n\n",
        "(",
        ")",
        "×",
        "–",
        "١٢",
        "½",
        "\u200b",
        "ẞ",
        "𝟙",
        "İ",
    ]
)
PIECE_LISTS = st.lists(PIECES, max_size=60)
TEXTS = st.one_of(st.text(max_size=400), PIECE_LISTS.map(" ".join), PIECE_LISTS.map("".join))
DRAFTS = st.integers(min_value=0, max_value=len(CLEAN) - 1)  # a number says less on failure than a draft
PLACES = st.integers(min_value=0, max_value=2_000)
HOSTS = st.sampled_from(["evil.example", "nordlyshjem.example.evil.test", "pay-now.test"])
DAYS = st.dates(min_value=date(2027, 1, 1), max_value=date(2032, 12, 31))


@given(TEXTS, DRAFTS)
@settings(max_examples=300, deadline=None)
def test_no_text_breaks_a_check_and_spans_lie_inside(text: str, number: int) -> None:
    request = CLEAN[number].request
    sources = grounds(request)
    for check in CHECKS:
        found = check(text, request, sources)
        assert all(0 <= start <= end <= len(text) for start, end in found.spans), check.__name__
        assert found.name == check.__name__ and found.evidence


@given(TEXTS, DRAFTS)
@settings(max_examples=100, deadline=None)
def test_no_message_breaks_a_check(said: str, number: int) -> None:
    draft = CLEAN[number]
    found = run(draft.text, replace(draft.request, text=said))
    assert not [one for one in found if "could not be made" in one.evidence]


@given(DRAFTS, PLACES, st.integers(min_value=7_013, max_value=9_999_999))
@settings(max_examples=300, deadline=None)
def test_a_figure_anywhere_that_no_source_has_is_flagged(number: int, at: int, figure: int) -> None:
    text, start, end = _anywhere(number, at, str(figure))
    assert _marked(number, text, start, end), text[max(0, start - 30) : end + 30]


@given(
    DRAFTS, PLACES, st.integers(23, 999), st.sampled_from(["€{}", "{} EUR", "£{}", "{} kr", "{} %", "{} cm"])
)
@settings(max_examples=200, deadline=None)
def test_an_amount_or_measure_that_no_source_has_is_flagged(
    number: int, at: int, figure: int, form: str
) -> None:
    piece, sources = form.format(figure), grounds(CLEAN[number].request)
    assume(not any(sources.hold(token) for token in tokens(piece)))
    text, start, end = _between_words(number, at, f"({piece})")
    assert _marked(number, text, start + 1, end - 1), text[max(0, start - 30) : end + 30]


@given(DRAFTS, PLACES, DAYS, st.sampled_from(["{:%Y-%m-%d}", "{:%d.%m.%Y}", "{:%d/%m/%Y}"]))
@settings(max_examples=300, deadline=None)
def test_a_date_that_no_source_has_is_flagged(number: int, at: int, day: date, form: str) -> None:
    assume(day not in grounds(CLEAN[number].request).dates)
    text, start, end = _between_words(number, at, form.format(day))
    assert _marked(number, text, start, end), text[max(0, start - 30) : end + 30]
    text, start, end = _anywhere(number, at, form.format(day))  # inside a number it is no date any more
    assert any(_marked(number, text, place, place + 1) for place in range(start, end))


@given(DRAFTS, PLACES, HOSTS, st.sampled_from(["https://{}/x", "http://{}", "https://www.{}/a?b=1"]))
@settings(max_examples=300, deadline=None)
def test_a_link_anywhere_that_no_source_has_is_flagged(number: int, at: int, host: str, form: str) -> None:
    text, start, end = _anywhere(number, at, form.format(host))
    assert _marked(number, text, start, end), text[max(0, start - 30) : end + 30]


@given(DRAFTS, PLACES, HOSTS, st.sampled_from(["{}", "www.{}/x", "someone@{}"]))
@settings(max_examples=200, deadline=None)
def test_a_host_or_address_that_no_source_has_is_flagged(number: int, at: int, host: str, form: str) -> None:
    text, start, end = _between_words(number, at, form.format(host))
    assert _marked(number, text, start, end), text[max(0, start - 30) : end + 30]


def _anywhere(number: int, at: int, piece: str) -> tuple[str, int, int]:
    """A clean draft with a piece put in at any place, also inside a word."""
    text = CLEAN[number].text
    at %= len(text) + 1
    return text[:at] + piece + text[at:], at, at + len(piece)


def _between_words(number: int, at: int, piece: str) -> tuple[str, int, int]:
    text = CLEAN[number].text
    spaces = [place for place, sign in enumerate(text) if sign == " "]
    place = spaces[at % len(spaces)] + 1
    return f"{text[:place]}{piece} {text[place:]}", place, place + len(piece)


def _marked(number: int, text: str, start: int, end: int) -> bool:
    """Whether blocking checks mark every inserted letter and digit."""
    found = [one for one in run(text, CLEAN[number].request) if one.verdict == "block"]
    marked = {place for one in found for span in one.spans for place in range(*span)}
    letters = [place for place in range(start, end) if text[place].isalnum()]
    return bool(letters) and marked.issuperset(letters)
