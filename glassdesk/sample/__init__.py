"""The demo: the sample company's customers, orders and staff, and its inbox arriving as if customers were writing."""

from glassdesk.sample.load import load_sample
from glassdesk.sample.play import Player

__all__ = ["Player", "load_sample"]
