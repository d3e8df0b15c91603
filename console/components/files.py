"""Reads a component's script and style once, at import. A script may import others beside it: browsers get one file."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent
IMPORT = re.compile(r'^import \{[^}]*\} from "\./([a-z_]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def read(name: str) -> str:
    """The text of a file beside this module; a script with all that it imports before it, each module once."""
    return _joined(name, set()) if name.endswith(".js") else _text(name)


def _joined(name: str, there: set[str]) -> str:
    """What is exported becomes what it is without modules: a name of the one script. Names differ between modules."""
    there.add(name)
    text = _text(name)
    before = "".join(_joined(found, there) for found in IMPORT.findall(text) if found not in there)
    return before + EXPORT.sub("", IMPORT.sub("", text))


def _text(name: str) -> str:
    return (FOLDER / name).read_text("utf-8")
