"""How customers write in and get replies: the chat page, the JSON API, and the loop that delivers."""

from __future__ import annotations

from starlette.routing import BaseRoute

from channels import api, chat
from channels.parts import Parts


def routes(parts: Parts) -> list[BaseRoute]:
    """The customers' routes for the web application: `/chat` and `/api`, each with its own 404."""
    return [*chat.routes(parts), *api.routes(parts)]
