"""The console alone on a loopback port, for tests in a real browser: the same application as in production."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.middleware import Middleware
from streamlit import config

from console.application import SCRIPT, application
from glassdesk.security import SecurityHeaders


@contextmanager
def serving(port: int) -> Iterator[str]:
    """Serve the provided parts; gives the address. Streamlit allows one such server in a process."""
    app = application(middleware=[Middleware(SecurityHeaders)])
    # Tests without a browser have run the script before, and Streamlit keeps the configuration it found then: none.
    config._main_script_path = str(SCRIPT)
    config.get_config_options(force_reparse=True)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    end = time.monotonic() + 20
    while not server.started:
        assert time.monotonic() < end, "the console did not start"
        time.sleep(0.05)
    try:
        yield f"http://localhost:{port}"
    finally:
        server.should_exit = True
        thread.join(10)
