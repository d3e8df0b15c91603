"""The prompt of the model drafter: the readable file, the sources with their ids, the customer's words behind a fence."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter

import yaml

from graph.drafters.citations import citations
from graph.drafters.forms import FILE as FORMS_FILE
from graph.drafters.forms import form_of
from graph.drafters.quoting import quoted, visible
from graph.material import DraftRequest, Line, Source
from graph.modules import Module

FOLDER = Path(__file__).parent.parent / "prompts"
FILE = FOLDER / "draft.md"
LANGUAGE_NAMES = {"en": "English", "de": "German", "da": "Danish", "nl": "Dutch", "sv": "Swedish"}
BYTES_A_TOKEN = 3  # fewer than tokenizers reach in our languages, so that an estimate is rather too high
_HEAD = re.compile(r"\A.*?^---\n", re.S | re.M)


class TooLong(Exception):
    """Even without a source the prompt takes more tokens than a draft may."""


@dataclass(frozen=True, slots=True)
class House:
    """Who writes: the company, its assistant's name, its forms of address by language, and the prompt's main file."""

    company: str
    assistant: str
    forms: Mapping[str, str] = field(default_factory=dict)
    prompt: Path = FILE


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent: two messages, the sources by the ids they have in it, and how many were left out for room."""

    system: str
    user: str
    sources: Mapping[str, Source]
    left_out: int = 0

    @property
    def tokens(self) -> int:
        """About how many tokens it takes, rather more."""
        return estimated(self.system) + estimated(self.user)


def estimated(text: str) -> int:
    """About how many tokens a text takes, rather more."""
    return len(text.encode("utf-8", "surrogatepass")) // BYTES_A_TOKEN + 1


def prompt_version(main: Path = FILE) -> str:
    """The first twelve digits of the SHA-256 over the prompt's files: any change to one is another version.

    main: what stands in for draft.md.
    """
    files = (main if path == FILE else path for path in (*sorted(FOLDER.glob("*.*")), FORMS_FILE))
    texts = [path.read_bytes() for path in files]
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:12]


def demand_fit(main: Path) -> None:
    """Raise ValueError, with what is wrong, unless a file can stand in for draft.md: same fields, the fence among them."""
    asked = {name for _, name, _, _ in Formatter().parse(_template(main)) if name is not None}
    known = {name for _, name, _, _ in Formatter().parse(_template(FILE)) if name is not None}
    if unknown := asked - known:
        raise ValueError(f"{{{min(unknown)}}} means nothing there: write {{{{ and }}}} for braces")
    if "fence" not in asked:
        raise ValueError("{fence} is missing: without it the customer's words look like instructions")


def build(request: DraftRequest, house: House, most_tokens: int | None = None) -> Prompt:
    """The prompt for one request. The fence is random, so that no customer can write its end.

    most_tokens: what the prompt may take; the weightiest sources stay, then the newest lines. Raises TooLong.
    """
    fence = f"customer-text-{secrets.token_hex(8)}"
    system = _system(request, house, fence)
    sources, history = citations(request), tuple(request.history)
    for kept in range(len(sources), -1, -1):
        made = _prompt(system, request, sources[:kept], history, fence, len(sources) - kept)
        if most_tokens is None or made.tokens <= most_tokens:
            return made
    while history:
        history = history[1:]
        made = _prompt(system, request, (), history, fence, len(sources))
        if most_tokens is None or made.tokens <= most_tokens:
            return made
    raise TooLong


def _prompt(
    system: str,
    request: DraftRequest,
    sources: Sequence[Source],
    history: Sequence[Line],
    fence: str,
    less: int,
) -> Prompt:
    named = {f"s{number}": source for number, source in enumerate(sources, 1)}
    return Prompt(system, _user(request, named, history, fence), named, less)


def _system(request: DraftRequest, house: House, fence: str) -> str:
    code = request.understanding.language
    form = form_of(code, house.forms)
    return _template(house.prompt).format(
        company=house.company,
        assistant=house.assistant,
        language=LANGUAGE_NAMES.get(code, code),
        form=form.tell if form else "Be polite in the way that is usual there.",
        tone=" ".join(_tones()[request.understanding.emotion].split()),
        fence=fence,
        **_rules(request.module),
    )


def _rules(module: Module | None) -> dict[str, str]:
    """What the use case says, as lines of the prompt."""
    if module is None:
        allowed = "Promise only what a source promises for this case."
        return {"use_case": "a customer's question", "rules": "", "promises": f"- {allowed}"}
    kinds = ", ".join(kind.replace("_", " ") for kind in module.may_promise)
    allowed = f"only these, and only where a source promises it: {kinds}" if kinds else "nothing"
    case = f" ({module.case})" if module.case else ""
    return {
        "use_case": module.title + case,
        "rules": "\n".join(f"- {rule}" for rule in module.tone),
        "promises": f"- You may promise {allowed}.",
    }


def _user(request: DraftRequest, sources: Mapping[str, Source], history: Sequence[Line], fence: str) -> str:
    read = request.understanding
    parts = [
        f"The message was read as: intent {read.intent}, emotion {read.emotion}, urgency {read.urgency}."
    ]
    parts.append("Sources:\n" + "\n".join(_source(id, source) for id, source in sources.items()))
    if not sources:
        parts[-1] = "There are no sources."
    if request.material.foreign_order:
        parts.append("The customer names an order number that isn't theirs: tell nothing about it.")
    if history:
        lines = "\n".join(f"{line.author}: {quoted(line.text)}" for line in history)
        parts.append(f"Earlier in this conversation:\n{_fenced(lines, fence)}")
    if request.previous and request.guidance:
        rejected, asked = quoted(request.previous), quoted(request.guidance)
        parts.append(f"A reviewer rejected this draft: {rejected}\nThe reviewer asks: {asked}")
    parts.append(f"The customer's message to answer:\n{_fenced(quoted(request.text), fence)}")
    return "\n\n".join(parts)


def _source(id: str, source: Source) -> str:
    """One line of JSON. What may hold a customer's words is quoted as strictly as their message."""
    write = quoted if source.kind in ("history", "record", "agreed") else visible
    return f'{{"id": "{id}", "kind": "{source.kind}", "title": {write(source.title)}, "text": {write(source.text)}}}'


def _fenced(text: str, fence: str) -> str:
    return f"--- {fence} begins ---\n{text}\n--- {fence} ends ---"


@cache
def _template(file: Path) -> str:
    return _HEAD.sub("", file.read_text("utf-8"), count=1)


@cache
def _tones() -> Mapping[str, str]:
    tones: dict[str, str] = yaml.safe_load((FOLDER / "tone.yaml").read_text("utf-8"))
    return tones
