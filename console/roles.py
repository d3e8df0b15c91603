"""Which role may open which page, and who may see what lies behind a placeholder."""

from __future__ import annotations

from dataclasses import dataclass

from data.records import Role

EVERYONE: tuple[Role, ...] = ("reviewer", "supervisor", "admin")
LEADS: tuple[Role, ...] = ("supervisor", "admin")
ADMINS: tuple[Role, ...] = ("admin",)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the console: its module in `console.pages`, its address and who may open it."""

    name: str
    icon: str
    roles: tuple[Role, ...]


PAGES: tuple[PageSpec, ...] = (
    PageSpec("review", ":material/rate_review:", EVERYONE),
    PageSpec("waiting", ":material/support_agent:", EVERYONE),
    PageSpec("conversations", ":material/forum:", EVERYONE),
    PageSpec("insights", ":material/monitoring:", LEADS),
    PageSpec("team", ":material/groups:", LEADS),
    PageSpec("examples", ":material/school:", LEADS),
    PageSpec("privacy", ":material/visibility_off:", LEADS),
    PageSpec("audit", ":material/verified_user:", LEADS),
    PageSpec("accounts", ":material/manage_accounts:", ADMINS),
)


def pages_for(role: Role) -> tuple[PageSpec, ...]:
    """The pages this role may open, in the order of the navigation."""
    return tuple(page for page in PAGES if role in page.roles)


def may_reveal(role: Role, reveal_roles: tuple[Role, ...]) -> bool:
    """Whether this role may reveal an original. Supervisors and admins may; others if the settings say so."""
    return role in LEADS or role in reveal_roles
