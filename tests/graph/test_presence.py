"""Who is typing: known for some seconds, in memory."""

from __future__ import annotations

from graph.presence import SECONDS, Presence


def test_a_sign_lasts_some_seconds_and_each_side_is_its_own() -> None:
    now = [100.0]
    presence = Presence(clock=lambda: now[0])
    assert presence.sign("c", "customer") and not presence.sign("c", "customer")
    assert presence.typing("c", "customer") and not presence.typing("c", "person")
    assert not presence.typing("other", "customer")
    now[0] += SECONDS + 0.1
    assert not presence.typing("c", "customer") and presence.sign("c", "customer")
    presence.stop("c", "customer")
    assert not presence.typing("c", "customer")


def test_what_is_over_is_forgotten(monkeypatch) -> None:
    monkeypatch.setattr("graph.presence.MOST", 3)
    now = [0.0]
    presence = Presence(clock=lambda: now[0])
    for number in range(10):
        now[0] += SECONDS + 1
        presence.sign(str(number), "person")
    assert len(presence._until) <= 3
