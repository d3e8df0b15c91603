"""Glassdesk: a transparent human-in-the-loop review console for customer support. This room wires the others."""
