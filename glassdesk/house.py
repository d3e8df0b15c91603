"""The one object that owns the parts of an installation: opened by every command, started by the server."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

from channels.delivery import Delivery
from channels.intake import Intake
from channels.parts import Parts as ChannelParts
from data.database import Database, connect
from data.sample import Company as CompanyFacts
from data.sample import load_company, load_phrases
from glassdesk.articles import Watch
from glassdesk.drafting import build_drafter
from glassdesk.gathering import build_gatherer, build_watch
from glassdesk.routing import build_policy, build_routing
from glassdesk.settings import Settings
from glassdesk.stopping import EVERY as STOP_EVERY
from glassdesk.stopping import Lever
from glassdesk.telemetry import Telemetry
from graph.autonomy import Autonomy, Policies, two_wanted
from graph.canaries import EVERY as PLANTING_EVERY
from graph.canaries import Planting
from graph.checks import checker
from graph.company import Company
from graph.desk import ReviewDesk
from graph.drafters import Breaker
from graph.events import Bus
from graph.gate import Gate
from graph.gather.gatherer import company_facts
from graph.knowledge.writing import Knowledge
from graph.learning import Learning, Rounds, rules_in_force
from graph.learning.vectors import renewing
from graph.masking import Masking
from graph.material import Drafter
from graph.modules import Modules
from graph.parts import Parts as GraphParts
from graph.rechecking import Rechecking
from graph.routing import EVERY as ROUTING_EVERY
from graph.routing import Policy, Routing
from graph.runner import Runner
from graph.vault import Vault
from language import Reader
from redaction import Keyring, Redactor

log = logging.getLogger(__name__)

LOW_DISK_BYTES = 100 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class House:
    """The parts, wired. `open` builds them, `start` lets the threads run, `close` ends everything."""

    settings: Settings
    db: Database
    keyring: Keyring
    redactor: Redactor
    reader: Reader
    vault: Vault
    facts: CompanyFacts
    company: Company
    bus: Bus
    drafter: Drafter
    desk: ReviewDesk
    intake: Intake
    runner: Runner
    delivery: Delivery
    graph_parts: GraphParts
    telemetry: Telemetry
    watch: Watch | None  # looks after the company's articles
    learning: Learning
    rounds: Rounds  # of learning
    knowledge: Knowledge
    planting: Rounds  # of canaries
    stopping: Rounds  # of the stop button beside the database
    policies: Policies
    waits: Policy  # how long customers may wait
    routing: Routing
    dealing: Rounds  # of routing
    closing: threading.Event = field(
        default_factory=threading.Event
    )  # set when the server begins to shut down

    @classmethod
    def open(cls, settings: Settings) -> House:
        """Build every part; raises `data.DataError`, `redaction.KeyringError` or `data.sample.SampleError`."""
        private_folder(settings.data_dir)
        quiet_telemetry()
        db = connect(settings.database_url)
        try:
            return cls._wire(settings, db)
        except BaseException:
            db.close()
            raise

    @classmethod
    def _wire(cls, settings: Settings, db: Database) -> House:
        secret = settings.key.get_secret_value() if settings.key else None
        keyring = Keyring.open(settings.key_path, secret)
        reader, bus = Reader(), Bus()
        redactor = Redactor(finder=reader.find)
        vault = Vault(db, keyring)
        facts, phrases = load_company(*_folder(settings)), load_phrases(*_folder(settings))
        company = Company(name=facts.name, assistant=facts.assistant, minutes=settings.human_minutes)
        lever = Lever(settings.data_dir)
        modules = Modules.load(*_folder(settings), additions=rules_in_force(db), two_people=two_wanted(db))
        learning = Learning(db, redactor, modules)
        telemetry = Telemetry.of(settings)
        drafter = build_drafter(settings, facts, phrases, db, telemetry.tracing)
        gatherer = build_gatherer(settings, reader, facts, Masking(db, vault, redactor))
        checks = checker(reader.promising)
        rechecking = Rechecking(db, vault, gatherer, checks, modules)
        desk = ReviewDesk(
            db, vault, company, bus, redactor, modules, rechecking,
            undo_seconds=settings.undo_seconds, promising=reader.promising,
        )  # fmt: skip
        parts = GraphParts(
            db=db,
            vault=vault,
            redactor=redactor,
            reader=reader,
            company=company,
            bus=bus,
            drafter=drafter,
            gatherer=gatherer,
            check=checks,
            modules=modules,
            tracing=telemetry.tracing,
            autonomy=Autonomy(settings.undo_seconds, lever.pulled),
        )
        runner = Runner(
            parts,
            settings.checkpoint_path,
            workers=settings.workers,
            lease_seconds=settings.lease_seconds,
        )
        delivery = Delivery(db, Gate(vault, company, lever.pulled), bus)
        intake = Intake(
            db,
            vault,
            desk,
            bus,
            wake=runner.wake,
            max_chars=settings.max_message_chars,
            settle_seconds=settings.settle_seconds,
            settle_at_most=settings.settle_at_most_seconds,
        )
        waits = build_policy(settings, facts)
        routing = build_routing(settings, db, vault, company, bus, waits)
        return cls(
            settings,
            db,
            keyring,
            redactor,
            reader,
            vault,
            facts,
            company,
            bus,
            drafter,
            desk,
            intake,
            runner,
            delivery,
            parts,
            telemetry,
            build_watch(settings, db, reader),
            learning,
            Rounds(renewing(db, reader, learning.look)),
            Knowledge(db, reader, modules, phrases, company_facts(facts)),
            Rounds(Planting(db, rechecking, checks, settings.canary_rate).look, PLANTING_EVERY, "canaries"),
            Rounds(lambda: lever.look(db), STOP_EVERY, "stop button"),
            Policies(db, modules, redactor),
            waits,
            routing,
            Rounds(routing.look, ROUTING_EVERY, "routing"),
        )

    def start(self) -> None:
        """Start the runner, the delivery loop, the rounds of learning, of canaries and of routing, and the articles' watch."""
        self.runner.start()
        self.delivery.start()
        self.rounds.start()
        self.planting.start()
        self.stopping.start()
        self.dealing.start()
        if self.watch is not None:
            self.watch.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Let the threads finish what they hold; what doesn't end in time (seconds) is resumed at the next start."""
        self.runner.stop(timeout)
        self.delivery.stop(timeout)
        self.rounds.stop(timeout)
        self.planting.stop(timeout)
        self.stopping.stop(timeout)
        self.dealing.stop(timeout)
        if self.watch is not None:
            self.watch.stop(timeout)

    def problems(self) -> list[str]:
        """What an operator should see to now, without personal data; empty when all is well."""
        found = [
            *self.runner.problems(),
            *self.delivery.problems(),
            *self.rounds.problems(),
            *self.planting.problems(),
            *self.stopping.problems(),
            *self.dealing.problems(),
        ]
        found += self.watch.problems() if self.watch is not None else []
        if isinstance(self.drafter, Breaker) and (problem := self.drafter.problem()):
            found.append(problem)
        free = shutil.disk_usage(self.settings.data_dir).free
        if free < LOW_DISK_BYTES:
            found.append(f"the disk of the data folder has only {free // 2**20} MiB left")
        return found

    def close(self) -> None:
        """Stop the threads, send the last spans and close the database."""
        self.stop()
        self.runner.close()
        self.telemetry.close()
        self.db.close()

    def channel_parts(self) -> ChannelParts:
        """What the customers' routes need."""
        return ChannelParts(
            db=self.db,
            vault=self.vault,
            company=self.company,
            intake=self.intake,
            review_desk=self.desk,
            bus=self.bus,
            secure_cookies=self.settings.secure_cookies,
            time_zone=self.facts.time_zone,
            closing=self.closing,
        )


def private_folder(folder: Path) -> None:
    """Create the data folder, and see that whatever this process writes can only be read by its owner.

    The folder may have been made by someone else with other rights; databases bring files of their own along.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.duckdb*"):
        if file.is_file():
            file.chmod(0o600)


def quiet_telemetry() -> None:
    """Nothing here phones home, whatever a shell profile says."""
    for namespace in ("LANGSMITH", "LANGCHAIN"):
        for name in ("TRACING", "TRACING_V2"):
            os.environ[f"{namespace}_{name}"] = "false"
    # The web framework would send requests' paths and errors' words wherever OTEL_* variables say.
    os.environ["FASTAPI_OTEL_AUTO_CONFIGURE"] = "false"
    os.environ["STREAMLIT_BROWSER_GATHER_USAGE_STATS"] = "false"


def _folder(settings: Settings) -> tuple[Path, ...]:
    return (settings.company_dir,) if settings.company_dir else ()
