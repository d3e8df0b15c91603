"""The files of the network: small enough, loaded quickly, and of the classes that the room promises."""

from __future__ import annotations

import subprocess
import sys

from language import EMOTIONS, INTENTS, URGENCIES
from language.encoder import FOLDER
from language.heads import load

# Loads and reads in a process of its own, so that nothing else counts; prints MiB.
CODE = """
import psutil
from language import Reader
reader = Reader()
reader.find("Hello " * 2000)
print(psutil.Process().memory_info().rss / 2**20)
"""


def test_the_files_take_less_than_40_megabytes():
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 40e6


def test_a_long_text_is_read_in_less_than_350_megabytes():
    output = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert float(output.stdout) < 350


def test_the_heads_know_the_classes_that_the_room_promises():
    labels = load().labels
    assert labels["emotion"].classes == EMOTIONS
    assert labels["intent"].classes == INTENTS
    assert labels["urgency"].classes == URGENCIES
    assert labels["sentiment"].classes == (-2, -1, 0, 1, 2)


def test_probabilities_sum_to_one_for_every_label(reader):
    heads = load()
    scores = reader._pass("My parcel is late").labels
    for shares in heads.probabilities(scores).values():
        assert abs(sum(shares.values()) - 1) < 1e-5
