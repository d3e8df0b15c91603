"""The diff of an edit is complete and readable without colours."""

from hypothesis import given
from hypothesis import strategies as st

from console.views.diff import as_html, pieces, share_changed


@given(st.text(max_size=120), st.text(max_size=120))
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    found = pieces(before, after)
    assert "".join(piece.text for piece in found if piece.change != "added") == before
    assert "".join(piece.text for piece in found if piece.change != "removed") == after


def test_changes_carry_words_for_screen_readers() -> None:
    shown = as_html("arrives on 12 May", "arrives on 14 May")
    assert "<del>" in shown and "[removed: " in shown
    assert "<ins>" in shown and "[added: " in shown


def test_a_placeholder_stays_whole() -> None:
    changed = [piece for piece in pieces("Dear <PERSON_1>,", "Dear <PERSON_2>,") if piece.change != "same"]
    assert [piece.text for piece in changed] == ["<PERSON_1>", "<PERSON_2>"]


def test_hostile_edits_stay_text() -> None:
    assert "<script>" not in as_html("", "<script>alert(1)</script>")


def test_share() -> None:
    assert share_changed("same", "same") == 0
    assert share_changed("", "all new") == 1
