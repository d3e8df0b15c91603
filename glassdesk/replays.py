"""Wires a replay: the database opened for reading, the two sides to compare, and nothing that could write or send."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from data.database import Database, connect
from data.sample import Company, load_company, load_phrases
from glassdesk.drafting import build_model
from glassdesk.gathering import build_connectors, build_gatherer
from glassdesk.house import quiet_telemetry
from glassdesk.settings import Settings, SettingsError
from graph.checks import checker
from graph.drafters import OfflineDrafter
from graph.drafters.prompt import demand_fit
from graph.material import Drafter
from graph.modules import Modules
from graph.replay.as_of import rules_at
from graph.replay.replaying import Replayer, ReplayParts, Side
from graph.replay.report import Compare
from graph.replay.shadow import Shadow
from graph.vault import Vault
from language import Reader
from redaction import Keyring, Redactor, normal

CURRENT = "current"  # the prompt that ships with this program
WITHOUT, WITH = "without examples", "with examples"
UNTAUGHT, TAUGHT = "without examples and rules", "with examples and rules"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is compared. a, b: names of drafters or models, or prompt files; empty: the usual ones."""

    compare: Compare
    a: str = ""
    b: str = ""
    drafter: str = ""  # who drafts where that isn't what is compared; empty: as set


@contextmanager
def open_replayer(settings: Settings, wanted: Wanted) -> Iterator[tuple[Replayer, Database]]:
    """A replayer on the settings' database, which is opened for reading only.

    Raises SettingsError, data.DataError (also while a server has the DuckDB file), KeyringError, SampleError.
    """
    quiet_telemetry()
    folder = (settings.company_dir,) if settings.company_dir else ()
    facts = load_company(*folder)
    a, b = _sides(settings, wanted, facts, OfflineDrafter(facts, load_phrases(*folder)))
    db = connect(settings.database_url, read_only=True)
    try:
        yield Replayer(_parts(settings, db, facts, folder), a, b), db
    finally:
        db.close()


def notes(settings: Settings) -> tuple[str, ...]:
    """What else can't be as it was then."""
    asked = ", ".join(connector.spec.name for connector in build_connectors(settings))
    return (f"Connectors aren't asked, for they know only today: {asked}.",) if asked else ()


def _parts(settings: Settings, db: Database, facts: Company, folder: tuple[Path, ...]) -> ReplayParts:
    secret = settings.key.get_secret_value() if settings.key else None
    if secret is None and not settings.key_path.exists():
        raise SettingsError(f"there is no installation key {str(settings.key_path)!r}: set key or key_file")
    reader = Reader(normal)
    vault = Vault(db, Keyring.open(settings.key_path, secret))
    shadow = Shadow(db, vault, Redactor(finder=reader.find))
    modules = Modules.load(*folder)
    gatherer = build_gatherer(settings, reader, facts, shadow)
    gatherer.connectors = ()  # they know only today
    return ReplayParts(
        db=db,
        gatherer=gatherer,
        check=checker(reader.promising),
        modules=lambda moment: modules.with_additions(rules_at(db, moment)),
        zone=ZoneInfo(facts.time_zone),
    )


def _sides(settings: Settings, wanted: Wanted, facts: Company, offline: Drafter) -> tuple[Side, Side]:
    def model(name: str = "", prompt: Path | None = None) -> Drafter:
        chosen = settings.model_copy(update={"openai_model": name} if name else {})
        if not chosen.openai_model:
            raise SettingsError("openai_model is not set: a comparison with a model needs its name")
        return build_model(chosen, facts, prompt)

    def drafter(name: str) -> Drafter:
        if name not in ("offline", "openai"):
            raise SettingsError(f"there is no drafter {name!r}: choose offline or openai")
        return offline if name == "offline" else model()

    if wanted.compare == "drafter":
        first, second = wanted.a or "offline", wanted.b or "openai"
        return Side(first, drafter(first)), Side(second, drafter(second))
    if wanted.compare == "model":
        return Side(_given(wanted.a, "--a"), model(wanted.a)), Side(_given(wanted.b, "--b"), model(wanted.b))
    if wanted.compare == "prompt":
        first, second = wanted.a or CURRENT, _given(wanted.b, "--b")
        return Side(first, model(prompt=_prompt(first))), Side(second, model(prompt=_prompt(second)))
    one = drafter(wanted.drafter or settings.drafter_in_use)
    if wanted.compare == "learning":
        return Side(UNTAUGHT, one, examples=False, rules=False), Side(TAUGHT, one)
    return Side(WITHOUT, one, examples=False), Side(WITH, one)


def _given(value: str, option: str) -> str:
    if not value:
        raise SettingsError(f"{option} is missing: name what is to be compared")
    return value


def _prompt(name: str) -> Path | None:
    if name == CURRENT:
        return None
    if not Path(name).is_file():
        raise SettingsError(f"there is no prompt file {name!r}; {CURRENT!r} means the one that ships")
    try:
        demand_fit(Path(name))
    except ValueError as problem:
        raise SettingsError(f"the prompt file {name!r} can't be used: {problem}") from None
    return Path(name)
