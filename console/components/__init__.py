"""The two parts of the review page that Streamlit has no widget for: the queue and the editor.

Both are plain JavaScript without libraries. Text from customers and drafts reaches the page as text nodes and
field values only, never as HTML.
"""

from console.components.editor import editor
from console.components.queue import queue_list

__all__ = ["editor", "queue_list"]
