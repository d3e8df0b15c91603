"""What is kept and what is asked, as frozen dataclasses.

Field names are the column names of `migrations/`. A field typed `Json…` is JSON text in the
database; `data.rows` turns it into the type named here. Every datetime is aware and UTC; `sealed_*` are opaque
bytes. `talk`, `review`, `company`, `staff`, `marks` and `learning` hold the tables; `lists` and `figures` what pages show.
"""

from data.records.company import Article, Invoice, Order, Passage, Shipment, Template
from data.records.figures import DecisionDay, Filters, Period, SentimentDay, Summary, TakeoverDay, WaitingDay
from data.records.kinds import (
    Authorship,
    ConversationState,
    DecisionKind,
    DeskStatus,
    JsonDict,
    JsonDicts,
    JsonFloats,
    JsonTexts,
    OutboxKind,
    OutboxStatus,
    Role,
    TurnStatus,
)
from data.records.learning import (
    OUTCOMES,
    Edit,
    NewRule,
    Outcome,
    OutcomeKind,
    Replied,
    RuleKind,
    Switch,
    ToneRule,
    Trial,
)
from data.records.lists import ConversationRow, QueueItem, TakeoverRow
from data.records.marks import Fresh, Held, Hide, ListChange, MaskedAnew, Term, TermKind, TermRow, TermScope
from data.records.review import Decision, Desk, Draft, Example, GateFacts, NewOutbox, OutboxRow
from data.records.staff import Account, AuditEvent, AuditReport, Integration, Session
from data.records.talk import Conversation, Customer, Message, Receipt, Takeover, Turn

__all__ = [
    "OUTCOMES",
    "Account",
    "Article",
    "AuditEvent",
    "AuditReport",
    "Authorship",
    "Conversation",
    "ConversationRow",
    "ConversationState",
    "Customer",
    "Decision",
    "DecisionDay",
    "DecisionKind",
    "Desk",
    "DeskStatus",
    "Draft",
    "Edit",
    "Example",
    "Filters",
    "Fresh",
    "GateFacts",
    "Held",
    "Hide",
    "Integration",
    "Invoice",
    "JsonDict",
    "JsonDicts",
    "JsonFloats",
    "JsonTexts",
    "ListChange",
    "MaskedAnew",
    "Message",
    "NewOutbox",
    "NewRule",
    "Order",
    "OutboxKind",
    "OutboxRow",
    "OutboxStatus",
    "Outcome",
    "OutcomeKind",
    "Passage",
    "Period",
    "QueueItem",
    "Receipt",
    "Replied",
    "Role",
    "RuleKind",
    "SentimentDay",
    "Session",
    "Shipment",
    "Summary",
    "Switch",
    "Takeover",
    "TakeoverDay",
    "TakeoverRow",
    "Template",
    "Term",
    "TermKind",
    "TermRow",
    "TermScope",
    "ToneRule",
    "Trial",
    "Turn",
    "TurnStatus",
    "WaitingDay",
]
