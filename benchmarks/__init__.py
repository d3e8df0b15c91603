"""Timings and quality figures. `make bench` runs them all and prints tables; nothing here is a test."""
