"""The parts that Streamlit has no widget for: the queue, the editor of a draft, the field of a chat, fields that lose nothing, masking by hand.

All are plain JavaScript without libraries. Text from customers and drafts reaches the page as text nodes and
field values only, never as HTML.
"""

from console.components.composer import composer
from console.components.editor import editor
from console.components.found import found_list
from console.components.marker import marker
from console.components.pad import Pad, pad
from console.components.queue import queue_list
from console.components.writer import writer

__all__ = ["Pad", "composer", "editor", "found_list", "marker", "pad", "queue_list", "writer"]
