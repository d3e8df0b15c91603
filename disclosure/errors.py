"""What can go wrong when a message is given its disclosure."""


class DisclosureError(ValueError):
    """A text can't be disclosed truthfully; the message names the value and what to do."""
