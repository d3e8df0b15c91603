"""Use cases: one readable YAML file an intent, read into a `Module`."""

from graph.modules.module import (
    APPROVALS,
    NEEDS,
    NEVER_AUTO,
    PROMISES,
    Approval,
    Module,
    Need,
    NeverAuto,
    Promise,
)

__all__ = [
    "APPROVALS",
    "NEEDS",
    "NEVER_AUTO",
    "PROMISES",
    "Approval",
    "Module",
    "Need",
    "NeverAuto",
    "Promise",
]
