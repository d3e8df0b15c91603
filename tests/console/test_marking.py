"""Masking by hand in words: what was found and why, what is on the lists, and why a message was read the way it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console import texts
from console.texts import say
from console.views import found, judged, listed, marking, thread, work
from console.views.waiting import waiting
from data import messages, takeovers, turns
from data.errors import TooBusy
from data.records import Message
from graph.desk import EverydayWord, NotThere, UnfitWords
from redaction.recognisers import recognisers
from tests.console.room import Room

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TEXT = "I am Ingrid Solberg, call me on +45 20 12 34 56. Please write yellow submarine on it. I typed <PERSON_9>. Ingrid Solberg"
CHANCES = {
    "wants_human": {"yes": 0.004}, "must_escalate": {"yes": 0.81}, "injection": {"yes": 0.03},
    "intent": {"warranty": 0.7, "other": 0.2, "compliment": 0.01}, "sentiment": {"-1": 0.995},
}  # fmt: skip


@pytest.fixture
def told(room: Room) -> list[Message]:
    """The messages of a conversation with one message, redacted as in the product."""
    conversation = room.open()
    room.told(conversation, TEXT)
    return messages.of_conversation(room.db, conversation.id)


def test_each_placeholder_says_what_found_it_and_how_sure_that_was(told: list[Message]) -> None:
    person, phone = found.found(told)
    assert (person.name, person.label, person.times) == ("<PERSON_1>", "Person 1", 2)
    assert phone.by.startswith("rule “Phone: ") and 0.5 < float(phone.score) <= 1
    assert person.why == f"Found by {person.by}, score {person.score}, in 2 places."


def test_a_mark_by_hand_says_so(room: Room, told: list[Message]) -> None:
    of = told[0].conversation_id
    room.parts.desk.mask(of, room.people["reviewer"], "yellow submarine")
    marked = [one for one in found.found(messages.of_conversation(room.db, of)) if one.by_hand]
    assert [(one.label, one.by, one.score) for one in marked] == [("Other 1", "a person, by hand", "1.00")]


def test_older_findings_without_their_placeholder_are_matched_by_their_order(told: list[Message]) -> None:
    bare = tuple(
        {key: value for key, value in one.items() if key != "placeholder"} for one in told[0].findings or ()
    )
    assert found.found([replace(told[0], findings=bare)]) == found.found(told)
    assert found.found([replace(told[0], findings=bare[:1])]) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("model", "the language model"),
        ("a reviewer's list", "a person, by hand"),
        ("known in this conversation as <PERSON_1>", "comparing with what is known of this customer"),
        ("part of a name: found in this conversation", "comparing with a name in this conversation"),
        ("Email: match", "rule “Email”"),
        ("PersonByContext: after a greeting", "rule “Person by context: after a greeting”"),
        ("Iban: checksum", "rule “IBAN: checksum”"),
    ],
)
def test_rules_read_as_words(rule: str, words: str) -> None:
    assert found.rule(rule) == words


def test_what_stands_in_english_only_is_told_in_english_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "_chosen", [lambda: "de"])
    assert found.rule("PersonByContext: after a greeting") == "Regel „Person nach Umgebung“"


def test_each_rule_has_a_name_in_each_language() -> None:
    names = {one.name for one in recognisers("en")}
    for code in texts.languages():
        assert {name for name in names if f"recogniser.{name}" not in texts.own(code)} == set()


def test_only_what_was_found_in_the_customers_words_can_be_opened(room: Room, told: list[Message]) -> None:
    (bubble,) = thread.bubbles(told, UTC, NOW)
    html = thread.as_html([bubble])
    assert html.count('data-name="PERSON_1"') == 2 and 'data-name="LITERAL_1"' not in html
    assert 'tabindex="0"' in html and "Ingrid" not in html
    assert "data-name" not in thread.preview_html("AI", "Dear <PERSON_1>", "", "en")


@pytest.mark.parametrize("kind", ["deny", "allow"])
def test_the_lists_tell_their_story_and_hide_what_is_hidden(room: Room, kind: str) -> None:
    lead = room.people["supervisor"]
    room.parts.desk.add_word(kind, lead, "Kestrel <b>Moor</b>", "our storehouse")  # type: ignore[arg-type]
    (word,) = room.parts.desk.words(kind, lead)  # type: ignore[arg-type]
    html = listed.line_html(word, UTC, NOW)
    assert "Added by Signe Holm" in html and ("storehouse" in html) == ("Kestrel" in html) == (
        kind == "allow"
    )
    shown = {one.id: one for one in room.parts.desk.words(kind, lead, show=True)}  # type: ignore[arg-type]
    room.parts.desk.withdraw_word(word.id, lead, "sold")
    (word,) = listed.merged(room.parts.desk.words(kind, lead), shown)  # type: ignore[arg-type]
    html = listed.line_html(word, UTC, NOW)
    assert (
        "Kestrel &lt;b&gt;Moor" in html
        and "Reason: our storehouse" in html
        and "Withdrawn by Signe Holm" in html
    )
    assert listed.in_use([word]) == [] and listed.withdrawn([word]) == [word]


def test_each_label_tells_its_chance_and_its_words() -> None:
    lines = ("must go to a person (legal): lawyer, sue", "intent (warranty): warranty")
    rows = {row.label: row for row in judged.judged(CHANCES, lines)}
    escalate = rows["Must go to a person"]
    assert (escalate.says, escalate.cues) == (
        "81\u00a0% likely",
        "Legal, words: lawyer, sue",
    ) and escalate.stands_out
    assert rows["Asks for a person"].says == "< 1\u00a0% likely" and not rows["Asks for a person"].stands_out
    assert rows["Request"].says == "Warranty 70\u00a0%, Something else 20\u00a0%"
    assert rows["Request"].cues == "words: warranty" and rows["Mood"].says == "Negative > 99\u00a0%"


def test_what_the_model_judged_alone_says_so() -> None:
    (row,) = judged.judged(
        {"wants_human": {"yes": 0.31}}, ["asks for a person: judged by the model (31%), no cue word"]
    )
    assert (row.says, row.cues) == ("31\u00a0% likely", say("judged.no_cue")) and row.stands_out


def test_turns_without_chances_show_what_was_noticed_as_before() -> None:
    html = judged.why_html(None, ["must go to a person (legal): lawyer"], "Why")
    assert "Legal" in html and "lawyer" in html and judged.why_html(None, None, "Why") == ""


def test_people_waiting_show_why_only_where_triage_sent_them(room: Room) -> None:
    conversation = room.open()
    room.write(conversation)
    turn = room.taken(chances=CHANCES)
    turns.to_human(room.db, turn.id, "must_escalate", "must go to a person (legal): lawyer")
    asked = room.open()
    room.write(asked)
    room.taken(chances=CHANCES)
    room.parts.desk.request_human(asked.id)
    sent, came = (waiting(row, 11, "", NOW) for row in takeovers.queue(room.db))
    assert "81\u00a0% likely" in sent.because and "Legal, words: lawyer" in sent.because
    assert came.because == ""


def test_a_draft_made_stale_by_a_mark_says_so_and_the_new_one_is_noticed(room: Room) -> None:
    conversation = room.open()
    draft = room.told(conversation, TEXT)
    room.parts.desk.mask(conversation.id, room.people["reviewer"], "yellow submarine")
    shown = work.load(room.db, draft.id)
    assert shown and work.blocked(shown, room.people["reviewer"], None) == "masked" and shown.newer is None
    before = work.pulse(shown.desk, shown.conversation, shown.newer)
    new = room.version(room.taken(), "Dear <PERSON_1>")
    assert work.newer(room.db, draft.id, conversation.id) == new.id
    assert work.pulse(shown.desk, shown.conversation, new.id) != before


@pytest.mark.parametrize(
    ("error", "key"),
    [
        (NotThere(), "marks.not_there"),
        (EverydayWord(), "marks.everyday"),
        (UnfitWords("x"), "marks.unfit"),
        (TooBusy("x"), "marks.failed"),
    ],
)
def test_refusals_say_that_nothing_changed(error: Exception, key: str) -> None:
    assert isinstance(error, marking.REFUSALS) and marking.refusal(error) == say(key)
