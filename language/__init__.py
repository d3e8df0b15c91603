"""What a message says: language, sentiment, emotion, intent, urgency, and vectors for finding similar texts."""

from .detection import LANGUAGES, detect
from .embedding import DIMENSIONS
from .reader import Reader
from .understanding import EMOTIONS, INTENTS, URGENCIES, Emotion, Intent, Understanding, Urgency

__all__ = [
    "DIMENSIONS",
    "EMOTIONS",
    "INTENTS",
    "LANGUAGES",
    "URGENCIES",
    "Emotion",
    "Intent",
    "Reader",
    "Understanding",
    "Urgency",
    "detect",
]
