"""The reviewers' desk: everything that staff do to a draft or a conversation, with its words, seals and rings.

Rows are written by `data/` in one transaction each; what is refused there comes out as its error (`Stale`,
`ClaimLost`, `AlreadyDecided`, `TooManyRedrafts`, `ClaimTaken`, `NotTakenOver`), and then nothing has changed.
Who may let a reply out is held here, as its use case has it; every other right is for the caller to hold.
"""

from graph.desk.approval import ApprovalNeeded
from graph.desk.approvals import Approvals, NoReason, NothingToAsk
from graph.desk.base import EmptyText
from graph.desk.customer import Customers
from graph.desk.joining import Joining
from graph.desk.keeping import Keeping, PersonalData
from graph.desk.marks import Marks, Word
from graph.desk.people import People, Wait
from graph.desk.reading import Reading
from graph.desk.ready import Ready, ReadyReply
from graph.desk.reviews import BlockedDraft
from graph.desk.snoozing import Snoozing
from graph.desk.undoing import Undoing
from graph.lists import EverydayWord, UnfitWords
from graph.masking import UnknownPlaceholder
from graph.rechecking import Unchecked
from graph.remasking import NotThere


class ReviewDesk(Approvals, Undoing, Snoozing, People, Reading, Marks, Keeping, Ready, Joining, Customers):
    """Reviews, second persons, undo, takeovers, reading, marking by hand, notes and tags, on one desk. Safe to share between threads; holds no state."""


__all__ = [
    "ApprovalNeeded",
    "BlockedDraft",
    "EmptyText",
    "EverydayWord",
    "NoReason",
    "NotThere",
    "NothingToAsk",
    "PersonalData",
    "ReadyReply",
    "ReviewDesk",
    "Unchecked",
    "UnfitWords",
    "UnknownPlaceholder",
    "Wait",
    "Word",
]
