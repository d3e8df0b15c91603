"""Examples' vectors follow the network."""

from __future__ import annotations

import numpy as np
import pytest

from data import examples
from graph.learning import vectors


class Network:
    """Stands for networks of different weights: each makes vectors of its own."""

    def __init__(self, number: float) -> None:
        self.number, self.read = number, 0

    def embed(self, texts):
        self.read += len(texts)
        return np.full((len(texts), 4), self.number, np.float32)


def test_examples_of_another_network_are_embedded_anew_in_batches(
    shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "TOGETHER", 2)
    for number in range(3):
        examples.add(
            shop.db, decision_id=f"d{number}", customer_id="c", language="en", intent="other", reasons=[], request=f"r{number}",
            draft="d", reply="r", reviewer_id="ann", starred=False, embedding=[9.0],
        )  # fmt: skip
    new = Network(1.0)
    assert vectors.renew(shop.db, new) == 3 and vectors.renew(shop.db, new) == 0
    assert {one.embedding for one in examples.listing(shop.db)} == {(1.0, 1.0, 1.0, 1.0)}
    assert vectors.renew(shop.db, Network(2.0)) == 3
