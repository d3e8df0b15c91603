"""What was typed into a form stays there when it is refused, and goes once it was taken."""

from __future__ import annotations

from data import integrations
from data import views as saved
from tests.console.pages import Open, press, shown
from tests.console.room import Room


def test_a_name_that_a_view_cant_have_stays_to_be_changed(room: Room, page: Open) -> None:
    room.drafted()
    test = page("conversations", "reviewer")
    test.selectbox(key="find-state").set_value("ai").run()
    test.text_input(key="view-name-0").input("Ingrid Solberg")
    for _ in range(2):  # what a form forgot isn't sent the next time
        press(test, "Save")
        assert "personal" in shown(test)
    assert test.text_input(key="view-name-0").value == "Ingrid Solberg"
    test.text_input(key="view-name-0").input("Open ones")
    press(test, "Save")
    assert [one.name for one in saved.visible(room.db, room.people["reviewer"].id)] == ["Open ones"]
    assert test.text_input(key="view-name-1").value == ""


def test_the_name_of_an_integration_that_was_refused_stays_to_be_changed(room: Room, page: Open) -> None:
    test = page("accounts", "admin")
    test.text_input(key="program-name-0").input("Shop\0system")
    for _ in range(2):
        press(test, "Create the token")
        assert "NUL" in shown(test)
    test.text_input(key="program-name-0").input("Shop system")
    press(test, "Create the token")
    assert "token-of-Shop system" in shown(test) and integrations.listing(room.db)[0].name == "Shop system"
    assert test.text_input(key="program-name-1").value == ""
    assert "token-of" not in shown(test.run())  # shown once
