"""The one object that owns the parts of an installation: opened by every command, started by the server."""

from __future__ import annotations

import logging
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from channels.delivery import Delivery
from channels.intake import Intake
from channels.parts import Parts as ChannelParts
from data.database import Database, connect
from data.sample import Company as CompanyFacts
from data.sample import Phrases, load_company, load_phrases
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
from redaction import Keyring, Redactor, normal

log = logging.getLogger(__name__)

LOW_DISK_BYTES = 100 * 1024 * 1024


class Worker(Protocol):
    """A thread, or several, that works as long as the server runs."""

    def start(self) -> None:
        """Begin."""

    def stop(self, timeout: float = 10.0) -> None:
        """End; waits at most `timeout` seconds."""

    def problems(self) -> list[str]:
        """What is wrong now, for an operator."""


@dataclass(frozen=True, slots=True)
class House:
    """The parts, wired. `open` builds them, `start` lets the threads run, `close` ends everything."""

    settings: Settings
    db: Database
    keyring: Keyring
    facts: CompanyFacts
    company: Company
    graph_parts: GraphParts
    desk: ReviewDesk
    intake: Intake
    runner: Runner
    delivery: Delivery
    telemetry: Telemetry
    learning: Learning
    knowledge: Knowledge
    policies: Policies
    waits: Policy  # how long customers may wait
    routing: Routing
    watch: Watch | None  # looks after the company's articles
    workers: tuple[Worker, ...]  # all threads, in the order in which they start and stop
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
        keyring = Keyring.open(settings.key_path, settings.key.get_secret_value() if settings.key else None)
        facts, phrases = load_company(*_folder(settings)), load_phrases(*_folder(settings))
        company = Company(name=facts.name, assistant=facts.assistant, minutes=settings.human_minutes)
        modules = Modules.load(*_folder(settings), additions=rules_in_force(db), two_people=two_wanted(db))
        telemetry, lever = Telemetry.of(settings), Lever(settings.data_dir)
        parts = _graph_parts(settings, db, keyring, (facts, phrases), company, modules, telemetry, lever)
        reader, redactor, vault, bus = parts.reader, parts.redactor, parts.vault, parts.bus
        rechecking = Rechecking(db, vault, parts.gatherer, parts.check, modules)
        desk = ReviewDesk(
            db, vault, company, bus, redactor, modules, rechecking,
            undo_seconds=settings.undo_seconds, promising=reader.promising,
        )  # fmt: skip
        runner = Runner(
            parts, settings.checkpoint_path, workers=settings.workers, lease_seconds=settings.lease_seconds
        )
        delivery = Delivery(db, Gate(vault, company, lever.pulled), bus)
        learning = Learning(db, redactor, modules)
        waits, watch = build_policy(settings, facts), build_watch(settings, db, reader)
        routing = build_routing(settings, db, vault, company, bus, waits)
        planting = Planting(db, rechecking, parts.check, settings.canary_rate)
        rounds = (
            Rounds(renewing(db, reader, learning.look)),
            Rounds(planting.look, PLANTING_EVERY, "canaries"),
            Rounds(lambda: lever.look(db), STOP_EVERY, "stop button"),
            Rounds(routing.look, ROUTING_EVERY, "routing"),
        )
        return cls(
            settings=settings,
            db=db,
            keyring=keyring,
            facts=facts,
            company=company,
            graph_parts=parts,
            desk=desk,
            intake=_intake(settings, parts, desk, runner),
            runner=runner,
            delivery=delivery,
            telemetry=telemetry,
            learning=learning,
            knowledge=Knowledge(db, reader, modules, phrases, company_facts(facts)),
            policies=Policies(db, modules, redactor),
            waits=waits,
            routing=routing,
            watch=watch,
            workers=(runner, delivery, *rounds, *((watch,) if watch is not None else ())),
        )

    @property
    def reader(self) -> Reader:
        """What reads texts."""
        return self.graph_parts.reader

    @property
    def redactor(self) -> Redactor:
        """What finds and masks personal data."""
        return self.graph_parts.redactor

    @property
    def vault(self) -> Vault:
        """What seals and opens."""
        return self.graph_parts.vault

    @property
    def bus(self) -> Bus:
        """What tells open pages that something has happened."""
        return self.graph_parts.bus

    @property
    def drafter(self) -> Drafter:
        """What writes drafts."""
        return self.graph_parts.drafter

    def start(self) -> None:
        """Start the threads: the runner, the delivery loop, the rounds, and the articles' watch."""
        for worker in self.workers:
            worker.start()

    def stop(self, timeout: float = 10.0) -> None:
        """Let the threads finish what they hold; what doesn't end in time (seconds) is resumed at the next start."""
        for worker in self.workers:
            worker.stop(timeout)

    def problems(self) -> list[str]:
        """What an operator should see to now, without personal data; empty when all is well."""
        found = [problem for worker in self.workers for problem in worker.problems()]
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


def _graph_parts(
    settings: Settings,
    db: Database,
    keyring: Keyring,
    words: tuple[CompanyFacts, dict[str, Phrases]],
    company: Company,
    modules: Modules,
    telemetry: Telemetry,
    lever: Lever,
) -> GraphParts:
    """What the graph works with. words: the company's facts, and the phrases of its replies."""
    reader = Reader(normal)
    redactor, vault = Redactor(finder=reader.find), Vault(db, keyring)
    return GraphParts(
        db=db,
        vault=vault,
        redactor=redactor,
        reader=reader,
        company=company,
        bus=Bus(),
        drafter=build_drafter(settings, *words, db, telemetry.tracing),
        gatherer=build_gatherer(settings, reader, words[0], Masking(db, vault, redactor)),
        check=checker(reader.promising),
        modules=modules,
        tracing=telemetry.tracing,
        autonomy=Autonomy(settings.undo_seconds, lever.pulled),
    )


def _intake(settings: Settings, parts: GraphParts, desk: ReviewDesk, runner: Runner) -> Intake:
    return Intake(
        parts.db,
        parts.vault,
        desk,
        parts.bus,
        wake=runner.wake,
        max_chars=settings.max_message_chars,
        settle_seconds=settings.settle_seconds,
        settle_at_most=settings.settle_at_most_seconds,
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
