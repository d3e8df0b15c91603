"""Training texts in rows."""

import random
from collections import Counter

import numpy as np

from language.training.texts import Sample
from language.training.threads import PARTS, threaded


def test_a_row_holds_whole_texts_of_one_language_and_no_labels_and_no_text_is_lost() -> None:
    vector = np.ones(3, np.float32)
    texts = [
        (Sample(((f"text{number}", "PERSON"),), language, {"intent": "other"}), vector)
        for number, language in enumerate(["da", "en", "sv"] * 60)
    ]
    found = threaded(texts, random.Random(2))
    rows = [sample for sample, teacher in found if teacher is None]
    assert rows and all(1 <= len(row.pieces) // 2 <= PARTS and not row.labels for row in rows)
    said = {sample.text: sample.language for sample, _ in texts}
    assert all(said[word] == row.language for row in rows for word in row.text.split())
    assert Counter(word for sample, _ in found for word in sample.text.split()) == Counter(list(said))
