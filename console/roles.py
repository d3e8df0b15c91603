"""Which role may open which page, and who may see what lies behind a placeholder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from data.records import Role

EVERYONE: tuple[Role, ...] = ("reviewer", "supervisor", "admin")
LEADS: tuple[Role, ...] = ("supervisor", "admin")
ADMINS: tuple[Role, ...] = ("admin",)


# The navigation's menus, in order; what is worked with all day stands beside them, a click away.
Group = Literal["work", "insights", "knowledge", "policy", "settings"]


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the console: its module in `console.pages`, its address, who may open it, and where it stands."""

    name: str
    icon: str
    roles: tuple[Role, ...]
    group: Group = "settings"


PAGES: tuple[PageSpec, ...] = (
    PageSpec("review", ":material/rate_review:", EVERYONE, "work"),
    PageSpec("waiting", ":material/support_agent:", EVERYONE, "work"),
    PageSpec("conversations", ":material/forum:", EVERYONE, "work"),
    PageSpec("insights", ":material/monitoring:", LEADS, "insights"),
    PageSpec("care", ":material/visibility:", LEADS, "insights"),
    PageSpec("knowledge", ":material/menu_book:", EVERYONE, "knowledge"),
    PageSpec("examples", ":material/school:", LEADS, "knowledge"),
    PageSpec("policy", ":material/rule:", LEADS, "policy"),
    PageSpec("privacy", ":material/visibility_off:", LEADS, "policy"),
    PageSpec("team", ":material/groups:", LEADS),
    PageSpec("audit", ":material/verified_user:", LEADS),
    PageSpec("accounts", ":material/manage_accounts:", ADMINS),
)


def pages_for(role: Role) -> tuple[PageSpec, ...]:
    """The pages this role may open, in the order of the navigation."""
    return tuple(page for page in PAGES if role in page.roles)


def menus(role: Role) -> dict[Group, tuple[PageSpec, ...]]:
    """The pages this role may open, by menu. A menu of one page is none: the page stands beside the others."""
    shown = pages_for(role)
    found: dict[Group, tuple[PageSpec, ...]] = {
        group: tuple(page for page in shown if page.group == group) for group in get_args(Group)
    }
    alone = tuple(
        page for group, pages in found.items() for page in pages if group == "work" or len(pages) == 1
    )
    found["work"] = alone
    return {group: pages for group, pages in found.items() if group == "work" or len(pages) > 1}


def may_reveal(role: Role, reveal_roles: tuple[Role, ...]) -> bool:
    """Whether this role may reveal an original. Supervisors and admins may; others if the settings say so."""
    return role in LEADS or role in reveal_roles
