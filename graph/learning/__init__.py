"""Learning from what happens after a draft: customers' reactions, examples that help or hurt, reviewers' habits.

`docs/learning.md` says what is counted and by which rules.
"""

from graph.learning.conflicts import Conflict, conflicts
from graph.learning.fitness import UnfitRule
from graph.learning.habits import Habit, habits
from graph.learning.learning import BY_ITSELF, Learning, Report, rules_in_force
from graph.learning.reactions import react
from graph.learning.rounds import Rounds
from graph.learning.standing import Standing, Tally

__all__ = [
    "BY_ITSELF",
    "Conflict",
    "Habit",
    "Learning",
    "Report",
    "Rounds",
    "Standing",
    "Tally",
    "UnfitRule",
    "conflicts",
    "habits",
    "react",
    "rules_in_force",
]
