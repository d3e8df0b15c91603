"""What the console says of sources and checks."""

from console.views import evidence


def test_an_orders_lines_are_read_as_fields_and_other_sources_as_text() -> None:
    raw = (
        {
            "kind": "order",
            "id": "1",
            "title": "NH-1",
            "text": "status_text: late\ncarrier: Vibepost",
            "score": 1.0,
        },
        {"kind": "article", "id": "2", "title": "Care", "text": "Note: wash cold.", "score": 0.4},
    )
    order, article = evidence.cited(raw)
    assert order.fields == (("Status", "late"), ("Carrier", "Vibepost"))
    assert article.fields == ()
    assert "<dt>Status</dt><dd>late</dd>" in evidence.source_html(order)


def test_checks_show_the_failing_first_with_their_words() -> None:
    raw = (
        {"name": "length", "verdict": "pass", "evidence": "", "spans": []},
        {"name": "tone", "verdict": "warn", "evidence": "Loud.", "spans": [[0, 4], [-1, 2], [3, 99], "x"]},
        {"name": "figures", "verdict": "block", "evidence": "No source.", "spans": [[5, 7]]},
    )
    shown = evidence.checks(raw, "Dear 12 of May")
    assert [check.verdict for check in shown] == ["block", "warn", "pass"]
    assert [check.quotes for check in shown] == [("12",), ("Dear",), ()]
    assert evidence.checks_line(shown) == "1 failed, 1 to look at, of 3 checks."
    assert "must not be sent" in evidence.checks_html(shown)
    assert "1 check passed" in evidence.checks_html(shown)


def test_marks_stand_in_words_and_never_in_tags() -> None:
    raw = ({"name": "dates", "verdict": "block", "evidence": "", "spans": [[0, 1], [2, 7]]},)
    found = evidence.checks(raw, "p a<b>c")
    shown = evidence.marked_html('<p class="p">p a&lt;b&gt;c</p>', found)
    assert shown == (
        '<p class="p"><mark class="gd-mark-block">p</mark> <mark class="gd-mark-block">a&lt;b&gt;c</mark></p>'
    )


def test_what_a_reviewer_wrote_is_pointed_out_and_what_nobody_may_override_says_so() -> None:
    raw = tuple(
        {"name": name, "verdict": "block", "evidence": "", "spans": [], "severity": "high"}
        for name in ("dates", "leak")
    )
    own, final = evidence.checks(raw, "text", failing=("leak",))[::-1]
    assert (own.verdict, final.verdict) == ("warn", "block")
    assert "wrote this yourself" in own.todo and "Nobody can override" in final.todo
