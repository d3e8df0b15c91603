"""Clocks on cards and banners: a sign and words, stopped outside business hours, links to what is late."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from console.views import clocks, routed
from console.views.clocks import Alarm
from data import assignments, desk, takeovers
from graph.events import Bus
from graph.routing import Hours, Policy, Routing
from tests.console.room import COMPANY, Room

ZONE = ZoneInfo("Europe/Copenhagen")
NIGHT = Policy(hours=Hours({"friday": ("08:00", "16:00")}, ZONE))
FRIDAY = datetime(2026, 11, 20, 15, 0, tzinfo=ZONE)


def look(room: Room, **later: float) -> datetime:
    """What the routing thread does, as of later."""
    now = datetime.now(UTC) + timedelta(**later)
    parts = room.parts
    Routing(parts.db, parts.vault, COMPANY, Bus(), parts.waits).look(now)
    return now


def test_left_nearly_out_over_and_standing_still() -> None:
    def told(policy: Policy, since: datetime, now: datetime) -> tuple[str, str]:
        promise = policy.promise("people", None, since)
        standing = policy.standing(promise.due_at, promise.remind_at, now)
        return clocks.told(standing, ZONE, now), clocks.tone(standing)

    always, minute = Policy(), timedelta(minutes=1)
    assert told(always, FRIDAY, FRIDAY) == ("◔ 11 min left", "calm")
    assert told(always, FRIDAY, FRIDAY + 9 * minute) == ("◕ 2 min left", "warn")
    assert told(always, FRIDAY, FRIDAY + 13 * minute) == ("‼ over by 2 min", "bad")
    evening = FRIDAY.replace(hour=15, minute=55)
    assert told(NIGHT, evening, FRIDAY.replace(hour=20)) == (
        "◔ 6 min left · stands still until 27 Nov 08:00",
        "calm",
    )


def test_a_card_has_its_clock_before_the_thread_has_seen_it(room: Room) -> None:
    draft = room.drafted(ago=50 * 60)
    now = datetime.now(UTC)
    (item,) = desk.queue(room.db)
    (mark,) = routed.clock(item, routed.load(room.db, room.parts.waits, now), now)
    assert (mark.word, mark.tone) == ("◕ 9 min left", "warn")
    look(room)
    (known,) = clocks.load(room.db, room.parts.waits).of_item.values()
    assert (known.item_id, known.minutes) == (draft.turn_id, 60)
    short = replace(room.parts.waits, drafts={"normal": 5.0})  # a promise stays as it was made
    (mark,) = routed.clock(item, routed.load(room.db, short, now), now)
    assert mark.word == "◕ 9 min left"


def test_what_is_late_comes_first_for_its_owner_for_nobody_and_for_supervisors(room: Room) -> None:
    me, other = room.people["reviewer"].id, room.people["other"].id
    late, fresh, theirs = room.drafted(ago=7200), room.drafted(ago=60), room.drafted(ago=7300)
    assignments.assign(room.db, fresh.conversation_id, me, me)
    assignments.assign(room.db, theirs.conversation_id, other, me)
    known, items = routed.load(room.db, room.parts.waits), desk.queue(room.db)

    def ids(lead: bool) -> list[str]:
        return [item.draft_id for item in routed.order(items, me, known, lead=lead)]

    assert ids(lead=False) == [late.id, fresh.id, theirs.id]
    assert ids(lead=True) == [late.id, theirs.id, fresh.id]


def test_a_person_who_has_written_has_no_clock_any_more(room: Room) -> None:
    conversation = room.waiting()
    room.parts.desk.start_takeover(conversation.id, room.people["reviewer"])
    room.deliver()
    (row,) = takeovers.queue(room.db)
    known, now = routed.load(room.db, room.parts.waits), datetime.now(UTC)
    assert routed.clock(row, known, now)[0].word == "◔ 10 min left"
    room.parts.desk.say(conversation.id, room.people["reviewer"], "Here I am.")
    room.deliver()
    (row,) = takeovers.queue(room.db)
    assert routed.clock(row, known, now) == ()


def test_the_banner_of_a_supervisor_and_of_whoever_has_it(room: Room) -> None:
    me, lead, other = (room.people[role] for role in ("reviewer", "supervisor", "other"))
    draft, person = room.drafted(), room.waiting()
    assignments.assign(room.db, draft.conversation_id, me.id, lead.id)
    now = look(room, minutes=50)
    waits = clocks.load(room.db, room.parts.waits, now)
    names = {me.id: me.display_name}

    def seen(account, is_lead=False):  # type: ignore[no-untyped-def]
        return clocks.alarms(waits, account, is_lead, names, now)

    assert seen(other) == []
    (own,) = seen(me)
    assert (own.over, own.address) == (False, f"/?draft={draft.id}")
    assert own.text == "Draft · Late delivery · ◕ 9 min left"
    (late,) = seen(lead, is_lead=True)
    assert (late.over, late.address) == (True, f"/waiting?conversation={person.id}")
    assert late.text == "Person wanted · English · ‼ over by 39 min"
    html = clocks.as_html([late, own])
    assert 'role="status"' in html and f'href="/waiting?conversation={person.id}"' in html
    assert "A customer waits longer than promised" in html
    assert clocks.as_html([]) == ""


def test_a_banner_names_a_few_and_counts_the_rest() -> None:
    found = [Alarm(str(number), True, f"<b>{number}", "/") for number in range(6)]
    html = clocks.as_html(found)
    assert html.count("<a ") == clocks.LISTED and "and 2 more" in html and "&lt;b&gt;0" in html
