"""The customers' routes on one port with Streamlit, which answers every path that nobody else wants."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

SERVER = """
    import secrets, sys
    import streamlit as st
    import uvicorn
    import channels
    from channels.intake import Intake
    from channels.parts import Parts
    from data.database import connect
    from graph.company import Company
    from graph.desk import ReviewDesk
    from graph.events import Bus
    from graph.modules import Modules
    from graph.vault import Vault
    from redaction import Keyring, Redactor

    folder, port = sys.argv[1], int(sys.argv[2])
    db, bus, company = connect(f"duckdb:///{folder}/glassdesk.duckdb"), Bus(), Company("Nordlys Hjem", "Lumi", 11)
    vault = Vault(db, Keyring(secrets.token_bytes(32)))
    desk = ReviewDesk(db, vault, company, bus, Redactor(), Modules.load())
    intake = Intake(db, vault, desk, bus, wake=lambda: None)
    parts = Parts(db=db, vault=vault, company=company, intake=intake, review_desk=desk, bus=bus)
    app = st.App(f"{folder}/console.py", routes=channels.routes(parts))

    class Server(uvicorn.Server):
        def handle_exit(self, sig, frame):
            parts.closing.set()
            super().handle_exit(sig, frame)

    Server(uvicorn.Config(app, port=port, log_level="warning")).run()
    db.close()
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """A process with a console of one line and our routes."""
    from tests.conftest import free_port

    folder, port = tmp_path_factory.mktemp("streamlit"), free_port()
    (folder / "console.py").write_text("import streamlit as st\nst.write('console')\n")
    (folder / "server.py").write_text(textwrap.dedent(SERVER))
    root = Path(__file__).parent.parent.parent
    process = subprocess.Popen(
        [sys.executable, str(folder / "server.py"), str(folder), str(port)],
        cwd=root,
        env={"PYTHONPATH": str(root), "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "HOME": str(folder)},
    )
    url = f"http://127.0.0.1:{port}"
    for _ in range(300):
        try:
            httpx.get(f"{url}/_stcore/health").raise_for_status()
            break
        except httpx.HTTPError:
            assert process.poll() is None
            __import__("time").sleep(0.1)
    yield process, url
    process.kill()
    process.wait(10)


def test_console_chat_and_api_share_a_port_and_end_together(
    server: tuple[subprocess.Popen[bytes], str],
) -> None:
    process, url = server
    assert "<title>Streamlit</title>" in httpx.get(url).text
    assert "glassdesk" not in httpx.get(f"{url}/anything").text
    assert 'id="opening"' in httpx.get(f"{url}/chat").text
    assert 'id="opening"' in httpx.get(f"{url}/chat/").text
    assert httpx.get(f"{url}/chat/nothing").status_code == 404
    assert httpx.get(f"{url}/api/v1/nothing").json()["error"]["code"] == "not_found"
    assert httpx.get(f"{url}/api/other").status_code == 404
    assert httpx.post(f"{url}/chat").status_code == 405
    handshake = {
        "connection": "upgrade", "upgrade": "websocket", "sec-websocket-version": "13",
        "sec-websocket-key": "MDEyMzQ1Njc4OWFiY2RlZg==",
    }  # fmt: skip
    with httpx.stream("GET", f"{url}/_stcore/stream", headers=handshake) as socket:
        assert socket.status_code == 101
    with httpx.Client(base_url=url, timeout=10) as client:
        client.post("/chat/messages", data={"text": "Hello", "client_id": "1"})
        with client.stream("GET", "/chat/events") as events:
            lines = events.iter_lines()
            assert any("Hello" in line for line in lines)
            process.terminate()
            list(lines)
    process.wait(5)
