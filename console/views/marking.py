"""What a refused mark means for the person who made it."""

from __future__ import annotations

from console.texts import say
from data.errors import CustomerErased, DataError
from graph.desk import EverydayWord, NotThere, UnfitWords
from graph.masking import UnknownPlaceholder
from graph.vault import Erased
from redaction import RedactionError, SealError

# Everything that masking by hand may answer instead of doing it; then nothing has changed.
REFUSALS = (DataError, RedactionError, SealError, UnknownPlaceholder, Erased, NotThere, UnfitWords)

MEANINGS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((NotThere,), "marks.not_there"),
    ((EverydayWord,), "marks.everyday"),
    ((UnfitWords,), "marks.unfit"),
    ((UnknownPlaceholder,), "marks.unknown"),
    ((Erased, CustomerErased), "refused.erased"),
)


def refusal(error: Exception) -> str:
    """What to tell them; it says that nothing has changed, and what to do."""
    return next((say(key) for kinds, key in MEANINGS if isinstance(error, kinds)), say("marks.failed"))
