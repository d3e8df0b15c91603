"""Vectors are of length 1, the same everywhere, and near for similar texts."""

from __future__ import annotations

import subprocess
import sys

import numpy as np

from language import DIMENSIONS

TEXTS = [
    "How do I return my shoes and get a refund?",
    "I want to return the shoes, when do I get my refund?",
    "I forgot my password and cannot log in",
    "Wie kann ich die Schuhe zurückschicken und wann wird das Geld erstattet?",
]


def test_shape_type_and_length(reader):
    vectors = reader.embed([*TEXTS, "", "<PERSON_1>"])
    assert vectors.shape == (6, DIMENSIONS) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert reader.embed([]).shape == (0, DIMENSIONS)


def test_similar_texts_are_nearer_than_others(reader):
    first, similar, other, german = reader.embed(TEXTS)
    assert first @ similar > 0.5
    assert first @ similar > first @ other + 0.2
    assert first @ german > first @ other


def test_another_process_gives_the_same_vectors(reader):
    code = "import sys, numpy; from language import Reader; sys.stdout.write(Reader().embed(sys.argv[1:]).tobytes().hex())"
    output = subprocess.run([sys.executable, "-c", code, *TEXTS], capture_output=True, text=True, check=True)
    assert output.stdout == reader.embed(TEXTS).tobytes().hex()
