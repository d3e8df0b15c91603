"""What happens to a message between its arrival and the reply."""

import os

# Before LangGraph is loaded: its tracing client must not phone home, whatever a shell profile says.
for _name in ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2"):
    os.environ[_name] = "false"
