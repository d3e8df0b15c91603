"""Reading what is kept elsewhere: the shop's own databases and exported files, read-only and bounded."""

from data.outside.bounds import Bounds, OutsideError, Rows
from data.outside.files import read_file
from data.outside.parameters import names_in, only_reads
from data.outside.sql import read_sql

__all__ = ["Bounds", "OutsideError", "Rows", "names_in", "only_reads", "read_file", "read_sql"]
