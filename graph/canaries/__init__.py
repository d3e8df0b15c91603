"""Canaries: past drafts with one planted error, made so that the checks don't find it and a careful reader does."""

from graph.canaries.fault import KINDS, Case, Fault, still_there
from graph.canaries.making import MAKERS, faults, make
from graph.canaries.planting import EVERY, Planting

__all__ = ["EVERY", "KINDS", "MAKERS", "Case", "Fault", "Planting", "faults", "make", "still_there"]
