"""What is kept, in DuckDB (one process) or PostgreSQL (several): one module a concern, SQL nowhere else."""

from data.database import Database, connect
from data.errors import DataError
from data.ids import new_id, text_hash

__all__ = ["DataError", "Database", "connect", "new_id", "text_hash"]
