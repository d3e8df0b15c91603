"""axe-core on an open page: WCAG 2.0 to 2.2, levels A and AA, in light and dark. `docs/accessibility.md` explains it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from axe_playwright_python.sync_playwright import Axe

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")


@dataclass(frozen=True, slots=True)
class Exempt:
    """A place that only the framework can put right: the rule it breaks, where, and why it harms nobody here."""

    rule: str
    selector: str
    why: str


NAVIGATION = "Streamlit groups the links of its narrow navigation in a div between list and items; each link is named and reached by Tab"

EXEMPT: tuple[Exempt, ...] = (
    Exempt("list", "ul[data-testid=stSidebarNavItems]", NAVIGATION),
    Exempt("listitem", "ul[data-testid=stSidebarNavItems] li", NAVIGATION),
)


def violations(page: Any) -> list[str]:
    """What axe finds wrong: rule, place and what to do, a line each. Exempt places are left out."""
    options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response
    return [
        f"{rule['id']} at {_place(node)}: {node['failureSummary']} [{node['html'][:160]}]"
        for rule in found["violations"]
        for node in rule["nodes"]
        if not _exempt(page, rule["id"], node)
    ]


def _place(node: dict[str, Any]) -> str:
    """The selector; a list of selectors leads through shadow roots."""
    return " » ".join(" ".join(part) if isinstance(part, list) else part for part in node["target"])


def _exempt(page: Any, rule: str, node: dict[str, Any]) -> bool:
    if any(isinstance(part, list) for part in node["target"]) or len(node["target"]) != 1:
        return False  # inside a component of ours
    wanted = [one.selector for one in EXEMPT if one.rule == rule]
    matches = "([at, wanted]) => wanted.some((one) => document.querySelector(at)?.matches(one))"
    return bool(wanted) and page.evaluate(matches, [node["target"][0], wanted])
