"""The process that the drill kills: the real parts and the real API, with a reviewer thread that decides at random.

Only Streamlit is left out, which keeps a start short. Prints one line of JSON with the API's token once it serves.
"""

from __future__ import annotations

import contextlib
import json
import random
import sys
import threading
import time
from pathlib import Path

from starlette.applications import Starlette

import channels
from data import desk, drafts, takeovers
from data.errors import DataError
from glassdesk.house import House
from glassdesk.sample.load import ensure_account, load_sample
from glassdesk.server import listen, serve
from glassdesk.settings import load
from glassdesk.web import issue_integration


def review(house: House, halt: threading.Event) -> None:
    """Claim, then approve, edit, reject or take over whatever is queued; sometimes hand back."""
    reviewer = ensure_account(house, "mette", "Mette Kjær", "reviewer")
    while not halt.wait(0.05):
        with contextlib.suppress(DataError):
            for item in desk.queue(house.db)[:4]:
                decide(house, reviewer, item.draft_id)
            for row in takeovers.queue(house.db)[:2]:
                house.desk.start_takeover(row.conversation_id, reviewer)
                house.desk.say(row.conversation_id, reviewer, "I have looked into it and will sort it out.")
                house.desk.hand_back(row.conversation_id, reviewer)


def decide(house: House, reviewer: object, draft_id: str) -> None:
    """One decision at random; losing the draft to a newer message is part of the drill."""
    with contextlib.suppress(DataError):
        desk.claim(house.db, draft_id, reviewer.id)
        draft = drafts.get(house.db, draft_id)
        choice = random.random()
        if choice < 0.6:
            made = house.desk.approve(draft_id, reviewer)
        elif choice < 0.9:
            made = house.desk.edit(draft_id, reviewer, draft.text + "\n\nWrite to us again at any time.")
        elif choice < 0.95:
            house.desk.reject(draft_id, reviewer, guidance="shorter, please")
        else:
            house.desk.take_over(draft_id, reviewer)
        if choice < 0.9 and random.random() < 0.3:
            time.sleep(random.random() * 0.4)  # sometimes too late
            house.desk.undo(made.id, reviewer)


def main() -> None:
    """Serve until killed."""
    settings = load()
    sock = listen(settings.host, settings.port)
    house = House.open(settings)
    if not (marker := Path(settings.data_dir) / "loaded").exists():
        load_sample(house)
        marker.touch()
    token = issue_integration(house, f"drill {time.time_ns()}") if sys.argv[1:] == ["first"] else ""
    halt = threading.Event()
    house.start()
    threading.Thread(target=review, args=(house, halt), daemon=True).start()
    print(json.dumps({"token": token}), flush=True)
    serve(Starlette(routes=channels.routes(house.channel_parts())), sock, "error", house.closing)
    halt.set()
    house.close()


if __name__ == "__main__":
    main()
