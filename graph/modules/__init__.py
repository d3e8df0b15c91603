"""Use cases: one readable YAML file an intent, read into a `Module`. `docs/modules.md` says how to write one."""

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
    Wording,
)
from graph.modules.modules import Additions, Modules

__all__ = [
    "APPROVALS",
    "NEEDS",
    "NEVER_AUTO",
    "PROMISES",
    "Additions",
    "Approval",
    "Module",
    "Modules",
    "Need",
    "NeverAuto",
    "Promise",
    "Wording",
]
