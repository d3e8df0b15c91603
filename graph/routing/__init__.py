"""Routing: who gets what, how long customers may wait, and the thread that sees to both."""

from graph.routing.clocks import DRAFT_MINUTES, Policy, Promise, Standing
from graph.routing.crew import absent_since, crew, hours_of
from graph.routing.dealing import Item, Move, Person, deal
from graph.routing.hours import ALWAYS, Hours
from graph.routing.routing import EVERY, AutoAssign, Routing

__all__ = [
    "ALWAYS",
    "DRAFT_MINUTES",
    "EVERY",
    "AutoAssign",
    "Hours",
    "Item",
    "Move",
    "Person",
    "Policy",
    "Promise",
    "Routing",
    "Standing",
    "absent_since",
    "crew",
    "deal",
    "hours_of",
]
