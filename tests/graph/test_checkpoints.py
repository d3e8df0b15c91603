"""The checkpoints' file: private, swept, forgotten with a customer, and made anew when it is broken."""

from __future__ import annotations

import stat

from data import customers
from tests.graph.shop import Shop, kept, lose_checkpoints, wait_for


def test_a_broken_checkpoint_file_is_made_anew_and_turns_go_on_from_their_rows(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    lose_checkpoints(shop)
    shop.checkpoints.write_bytes(b"not a database at all" * 100)
    shop.desk.approve(draft.id, shop.reviewer)
    shop.run()
    assert len(shop.rows(conversation)) == 1 and len(shop.writer.asked) == 1


def test_checkpoints_of_turns_that_are_over_are_swept_away(shop: Shop) -> None:
    conversation, draft = shop.drafted()
    shop.write(conversation, "One more thing.")  # the draft's turn is superseded while it waits
    runner = shop.runner(lease_seconds=0.3, poll_seconds=0.02)
    try:
        runner.start()
        wait_for(lambda: draft.turn_id not in kept(shop), 10)
    finally:
        runner.close()


def test_the_checkpoint_file_is_private_and_holds_no_personal_data(shop: Shop) -> None:
    shop.drafted()
    assert stat.S_IMODE(shop.checkpoints.stat().st_mode) == 0o600
    content = b"".join(path.read_bytes() for path in shop.folder.glob("checkpoints*"))
    assert b"Where" in content.title() and b"Solberg" not in content and b"example.org" not in content


def test_after_an_erasure_no_byte_of_the_redacted_text_is_left_in_the_checkpoints(shop: Shop) -> None:
    runner = shop.runner()
    conversation = shop.open()
    shop.write(conversation, "My parcel with the glockenspiel is late.")
    runner.run_until_idle()
    gone = customers.erase(shop.db, conversation.customer_id, "operator")
    runner.forget(gone)
    content = b"".join(path.read_bytes() for path in shop.folder.glob("checkpoints*"))
    runner.close()
    assert content and b"glockenspiel" not in content
