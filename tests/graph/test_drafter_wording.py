"""Rules that supervisors put in force are carried out in offline drafts, word for word, and told to the reviewer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.drafters.prompt import House, build
from graph.drafters.sentences import Sentence, join
from graph.drafters.wording import follow
from graph.modules import Modules, Wording
from tests.graph.drafting import an_order, drafter, request

MODULE = Modules.load().for_("order_status", language="en")


def draft_of(*texts: str) -> list[Sentence]:
    """A greeting, a body and a closing, as the offline drafter makes them."""
    first, *middle, last = texts
    body = [Sentence(text, "\n\n" if place == 0 else " ") for place, text in enumerate(middle)]
    return [Sentence(first, "", kind="phrase"), *body, Sentence(last, "\n\n", kind="phrase")]


def followed(sentences: list[Sentence], *rules: Wording) -> str:
    follow(sentences, replace(MODULE, wording=rules))
    return join(sentences)


@pytest.mark.parametrize(
    ("rule", "reads"),
    [
        (Wording("remove", "It is late.", ""), "Hello,\n\nYour parcel moves.\n\nBye"),
        (Wording("remove", "It rains.", ""), "Hello,\n\nYour parcel moves. It is late.\n\nBye"),
        (Wording("replace", "parcel", "package"), "Hello,\n\nYour package moves. It is late.\n\nBye"),
        (Wording("replace", "your parcel", "the parcel"), "Hello,\n\nThe parcel moves. It is late.\n\nBye"),
        (Wording("replace", "parcel", "large parcel"), "Hello,\n\nYour large parcel moves. It is late.\n\nBye"),
        (Wording("replace", "Your", "Your own"), "Hello,\n\nYour own parcel moves. It is late.\n\nBye"),
        (Wording("replace", "your", "all your"), "Hello,\n\nAll your parcel moves. It is late.\n\nBye"),
        (Wording("replace", "arc", "x"), "Hello,\n\nYour parcel moves. It is late.\n\nBye"),
        (Wording("replace", "It is late.", "We are late."), "Hello,\n\nYour parcel moves. We are late.\n\nBye"),
        (Wording("add", "", "You can follow it."), "Hello,\n\nYour parcel moves. It is late. You can follow it.\n\nBye"),
        (Wording("add", "", "It is late!"), "Hello,\n\nYour parcel moves. It is late.\n\nBye"),
    ],
)  # fmt: skip
def test_a_rule_changes_just_what_it_speaks_of(rule: Wording, reads: str) -> None:
    assert followed(draft_of("Hello,", "Your parcel moves.", "It is late.", "Bye"), rule) == reads


@pytest.mark.parametrize("old", ["Support", "support"])
def test_a_name_that_holds_the_old_one_is_put_in_once(old: str) -> None:
    rule = Wording("replace", old, f"Nordlys {old}")
    assert followed(draft_of("Hallo,", f"Unser {old} hilft.", "Bis bald"), rule).count("Nordlys") == 1
    assert followed(draft_of("Hallo,", f"{old.title()} hilft.", "Bis bald"), rule).count("Nordlys") == 1


def test_following_twice_changes_nothing_more() -> None:
    rules = (
        Wording("replace", "parcel", "large parcel"),
        Wording("replace", "your", "all your"),
        Wording("add", "", "You can follow it."),
    )
    sentences = draft_of("Hello,", "Your parcel moves.", "Bye")
    once = followed(sentences, *rules)
    assert followed(sentences, *rules) == once


def test_the_last_sentence_is_never_taken_out() -> None:
    sentences = [Sentence("Hello.", "")]
    assert followed(sentences, Wording("remove", "Hello.", "")) == "Hello."


def test_a_pattern_in_the_words_is_only_words() -> None:
    sentences = draft_of("Hello,", "Is it (a.b) or \\1?", "Bye")
    assert "\\g<0> or \\1?" in followed(sentences, Wording("replace", "(a.b)", "\\g<0>"))


def test_the_offline_drafter_follows_the_rules_and_says_so() -> None:
    asked = request(order=an_order("in_transit"), module=MODULE)
    plain = drafter().draft(asked)
    assert plain.text is not None
    closing = plain.sentences[-1].text
    rule = Wording("replace", closing.splitlines()[0], "Warm regards")
    ruled = drafter().draft(replace(asked, module=replace(MODULE, wording=(rule,))))
    assert ruled.text is not None and "Warm regards" in ruled.text
    assert "".join(sentence.text for sentence in ruled.sentences) == ruled.text
    assert any(note.startswith("Rules that your supervisors put in force") for note in ruled.notes)
    assert not any(note.startswith("Rules that") for note in plain.notes)


def test_a_model_reads_the_rules_in_its_prompt() -> None:
    rule = Wording("replace", "parcel", "package {x}")
    module = Modules.load(additions=lambda intent, language: (rule,)).for_("order_status", language="en")
    prompt = build(request(order=an_order("in_transit"), module=module), House("Nordlys Hjem", "Lumi"))
    assert "Write “package {x}” instead of “parcel”." in prompt.system
