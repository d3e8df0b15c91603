"""The command `glassdesk`."""

from glassdesk.cli.app import app

__all__ = ["app"]
