"""What a message says: language, sentiment, emotion, intent, urgency, personal data, and vectors for finding similar texts."""

from .detection import LANGUAGES, detect
from .encoder import DIMENSIONS
from .reader import Reader, Reading
from .spans import Span
from .understanding import EMOTIONS, INTENTS, URGENCIES, Emotion, Intent, Understanding, Urgency, grade
from .vectors import embedded, made_by

__all__ = [
    "DIMENSIONS",
    "EMOTIONS",
    "INTENTS",
    "LANGUAGES",
    "URGENCIES",
    "Emotion",
    "Intent",
    "Reader",
    "Reading",
    "Span",
    "Understanding",
    "Urgency",
    "detect",
    "embedded",
    "grade",
    "made_by",
]
