"""`python -m glassdesk` is the command `glassdesk`."""

from glassdesk.cli import app

app()
