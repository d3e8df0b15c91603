"""Trains the network and writes the run time's files and a report. One command, seeds fixed:

    python -m language.training --public FOLDER --out FOLDER

FOLDER of --public holds the public sets (see NOTICE); they are not in this repository. With --hold-out 0.1 a tenth of
the messages stays unseen, and the report has figures, temperatures and thresholds from it. 40 minutes on two cores with
AMX; install language/training/requirements.txt first.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from . import weights
from .augment import Augmenter
from .calibrate import fits, seen
from .export import export
from .items import LONGEST
from .learn import Plan, learn
from .level import level
from .names import names
from .network import Network, load_encoder
from .public import read_public
from .report import figures, leaks, write
from .teacher import sentences, teach
from .texts import Sample, read_messages
from .threads import ROWS, Taught
from .tokens import build, everyday, prune
from .weights import Checkpoint

SEED = 7
SENTENCES = 800  # of the teacher's sentences that are learnt beside the messages
THREADS = 2


def main() -> None:
    """Train as the command line says."""
    options = _options()
    torch.set_num_threads(THREADS)
    torch.manual_seed(SEED)
    random.seed(SEED)
    checkpoint, people = weights.read(weights.installed()), names()
    messages, unseen = split(read_messages(), options.hold_out, options.leave_out)
    public = read_public(options.public)
    keep = prune(checkpoint, everyday(messages, public, people), options.pieces)
    tokenizer = build(
        [checkpoint.pieces[row] for row in keep], checkpoint.scores[keep], checkpoint.special["unk"]
    )
    network = Network(load_encoder(checkpoint, keep, options.layers))
    lines = [
        "# How these weights were made",
        "",
        f"- {len(messages)} messages, {len(unseen)} held out, {len(public)} public sentences",
        f"- {options.layers} layers, {len(keep)} pieces, {options.epochs} epochs, seed {SEED}",
    ]
    taught = [] if options.mean else _taught(checkpoint, messages, options.out)

    def report(epoch: int, value: float, seconds: float) -> None:
        lines.append(f"- epoch {epoch + 1}: loss {value:.3f}, {seconds:.0f} s")
        print(lines[-1], flush=True)
        torch.save(network.state_dict(), options.out / "network.pt")

    plan = Plan(epochs=options.epochs, rows=options.rows, longest=options.longest)
    if options.mean:
        network.load_state_dict(mean([folder / "network.pt" for folder in options.mean]))
        lines.append(f"- the mean of {len(options.mean)} runs")
    else:
        learn(network, tokenizer, taught, public, Augmenter(people, seed=11), plan, report)
    level(network, tokenizer, messages)
    export(network, tokenizer, options.out)
    lines.append(f"- model.onnx: {(options.out / 'model.onnx').stat().st_size / 1e6:.1f} MB")
    if unseen:
        read = seen(options.out, unseen)
        write(
            options.out,
            lines,
            figures(options.out, read, fits(options.out, read)),
            leaks(options.out, unseen),
        )
    else:
        write(options.out, lines, [], None)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--public", type=Path, required=True, help="folder of the public name sets")
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for the run time's files and report.md"
    )
    parser.add_argument("--hold-out", type=float, default=0.0, help="share of the messages to keep unseen")
    parser.add_argument(
        "--leave-out", default="", help="letter of a round of messages (as in en-k001) to keep unseen"
    )
    parser.add_argument(
        "--mean", type=Path, nargs="+", default=[], help="train nothing: the mean of these runs' weights"
    )
    parser.add_argument("--rows", type=float, default=ROWS, help="share of the texts that are read in rows")
    parser.add_argument("--longest", type=int, default=LONGEST, help="tokens of a window")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--layers", type=int, default=6, help="of the encoder's 12")
    parser.add_argument("--pieces", type=int, default=42_000, help="of the encoder's 250,037")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    return options


def mean(paths: list[Path]) -> dict[str, torch.Tensor]:
    """The mean of several runs' weights: runs from one start end near each other, and their mean errs as little as the better."""
    states = [torch.load(path) for path in paths]
    return {name: sum(state[name] for state in states) / len(states) for name in states[0]}


def split(messages: list[Sample], share: float, round: str) -> tuple[list[Sample], list[Sample]]:
    """Messages to learn and unseen ones: of the given round, and by the hash of their ids; the same ones in every run."""
    hidden = {message.id for message in messages if _draw(message.id) < share}
    hidden |= {message.id for message in messages if round and re.search(rf"-{round}\d+$", message.id)}
    return [one for one in messages if one.id not in hidden], [one for one in messages if one.id in hidden]


def _draw(id: str) -> float:
    return int.from_bytes(hashlib.sha256(id.encode()).digest()[:4]) / 2**32


def _taught(checkpoint: Checkpoint, messages: list[Sample], folder: Path) -> list[Taught]:
    """Messages and sentences with the teacher's vectors, kept in `folder` for the next run with the same texts."""
    parts = sentences(messages)
    vectors = _vectors(checkpoint, [*(message.text for message in messages), *parts], folder / "teacher.npz")
    whole = list(zip(messages, vectors, strict=False))
    single = [
        (Sample(((part, "~"),)), vector) for part, vector in zip(parts, vectors[len(messages) :], strict=True)
    ]
    return [*whole, *random.Random(3).sample(single, min(SENTENCES, len(single)))]


def _vectors(checkpoint: Checkpoint, texts: list[str], kept: Path) -> NDArray[np.float32]:
    key = hashlib.sha256("\n".join(texts).encode()).hexdigest()
    if kept.exists() and str(np.load(kept)["key"]) == key:
        return np.asarray(np.load(kept)["vectors"], np.float32)
    vectors = teach(checkpoint, texts)
    np.savez(kept, vectors=vectors, key=key)
    return vectors


if __name__ == "__main__":
    main()
