"""The shop's own data: files, SQL databases and HTTP endpoints, read-only, as `connectors.yaml` maps them."""

from graph.connectors.connector import Connector
from graph.connectors.deadline import TooSlow
from graph.connectors.loading import FILE, load
from graph.connectors.person import Person
from graph.connectors.results import Found, Mask
from graph.connectors.spec import Spec

__all__ = ["FILE", "Connector", "Found", "Mask", "Person", "Spec", "TooSlow", "load"]
