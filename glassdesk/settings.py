"""All settings, in one class: defaults here, then `glassdesk.toml`, then `GLASSDESK_*` environment variables.

Each field's description is its documentation; `docs/settings.md` repeats them and a test holds the two together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from pydantic_settings import SettingsError as UnreadableSource

CONFIG_FILE = Path("glassdesk.toml")
Role = Literal["reviewer", "supervisor", "admin"]


class SettingsError(Exception):
    """A setting can't be used; the message names it, its value and what to do."""


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(env_prefix="GLASSDESK_", toml_file=CONFIG_FILE, extra="forbid")

    data_dir: Path = Field(Path("var"), description="Folder for the database, checkpoints and the key file.")
    database: str = Field(
        "",
        description="Database address; empty means DuckDB in the data folder. `duckdb:///path/to/file.duckdb` or `postgresql://user:password@host/name`.",
    )
    key: SecretStr | None = Field(
        None, description="The installation's key, 32 bytes in base64. Empty: read from the key file."
    )
    key_file: Path | None = Field(
        None,
        description="File of the installation's key, created at first start with mode 0600. Default: `installation.key` in the data folder. Keep a copy: without it nothing sealed can be read.",
    )

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=1, le=65535, description="Port for console, chat and API.")
    public_url: str = Field(
        "",
        description="Address under which people reach this installation, used in printed links. An `https://` address makes cookies Secure.",
    )
    company_dir: Path | None = Field(
        None,
        description="Folder with your company's `company.yaml`, articles, templates, phrases and connectors, in the form of `data/sample`. Empty: the sample company's name, promises and phrases, and with `up` none of its articles and templates.",
    )
    articles_seconds: float = Field(
        60.0,
        ge=1,
        le=86_400,
        description="How often the company's articles folder is looked at for changed files, in seconds.",
    )

    drafter: Literal["auto", "offline", "openai"] = Field(
        "auto",
        description="Who drafts: `openai` (any compatible server), `offline` (no model), or `auto`: openai when a model and a base URL or key are set, else offline.",
    )
    openai_base_url: str = Field(
        "",
        description="Base URL of the model server, for example `http://127.0.0.1:8000/v1`. Empty: the client's default.",
    )
    openai_api_key: SecretStr | None = Field(None, description="Key for the model server.")
    openai_model: str = Field("", description="Name of the model to ask for. Needed by the openai drafter.")
    openai_timeout_seconds: float = Field(
        60.0, gt=0, le=600, description="Longest wait for one answer of the model server."
    )
    openai_retries: int = Field(
        1, ge=0, le=5, description="How often a failed call to the model server is repeated at once."
    )
    openai_max_tokens: int = Field(
        900, ge=50, le=16000, description="Upper bound on the tokens of one answer of the model."
    )
    openai_price_input: float = Field(
        0.0, ge=0, description="Price of a million tokens sent to the model, in `currency`."
    )
    openai_price_output: float = Field(
        0.0, ge=0, description="Price of a million tokens the model writes, in `currency`."
    )
    currency: str = Field(
        "EUR", min_length=1, max_length=8, description="Currency of the prices and budgets here."
    )
    draft_tokens: int = Field(
        12_000,
        ge=1_000,
        le=1_000_000,
        description="Most tokens one draft may take, sent and written, over all its calls. Sources are left out to keep within it; a message too long for it is drafted offline.",
    )
    draft_seconds: float = Field(
        90.0, ge=1, le=600, description="Most seconds one draft may take, over all its calls."
    )
    draft_day_tokens: int = Field(
        0,
        ge=0,
        description="Most tokens of all drafts of a day; then the offline drafter writes. 0: no limit.",
    )
    draft_day_cost: float = Field(
        0.0,
        ge=0,
        description="Most money for all drafts of a day, in `currency`; then the offline drafter writes. 0: no limit.",
    )
    draft_failures: int = Field(
        3,
        ge=1,
        le=100,
        description="After so many failures of the model in a row the offline drafter stands in.",
    )
    draft_pause_seconds: float = Field(
        60.0, ge=1, le=3600, description="How long it stands in before one draft tries the model again."
    )

    workers: int = Field(
        2,
        ge=1,
        le=64,
        description="Threads that move messages through the graph. A draft of a model server holds one until it is written, and decided replies wait for a free one: with a slow server set more.",
    )
    lease_seconds: float = Field(
        60.0,
        ge=5,
        description="How long a worker's turn is left alone before another may take it over; renewed while it works.",
    )
    settle_seconds: float = Field(
        2.0, ge=0, le=120, description="A burst of messages is over when the customer pauses this long."
    )
    settle_at_most_seconds: float = Field(
        20.0,
        ge=0,
        le=600,
        description="A burst is answered after this long even if the customer keeps writing.",
    )
    human_minutes: int = Field(11, ge=1, le=1440, description="The promised wait for a person, in minutes.")
    draft_minutes: float = Field(
        60.0,
        ge=1,
        le=10_080,
        description="Within how many minutes a draft should be decided, counted from the customer's message.",
    )
    draft_minutes_high: float = Field(
        30.0, ge=1, le=10_080, description="The same for messages of high urgency."
    )
    draft_minutes_low: float = Field(
        240.0, ge=1, le=10_080, description="The same for messages of low urgency."
    )
    waiting_hours: Literal["company", "always"] = Field(
        "company",
        description="When the clocks of waits run: within the `support_hours` of `company.yaml`, or `always`.",
    )
    late_notices: bool = Field(
        True,
        description="Whether customers are told, once and automatically, that it takes longer than promised.",
    )
    auto_assign: Literal["auto", "on", "off"] = Field(
        "auto",
        description="Whether open work is dealt out to people: `auto` as soon as languages, use cases, a capacity or hours are set for somebody, `on`, or `off`.",
    )
    claim_seconds: float = Field(
        120.0,
        ge=15,
        le=3600,
        description="How long an opened draft stays claimed by its reviewer without a sign of life.",
    )
    canary_rate: float = Field(
        0.0,
        ge=0,
        le=0.2,
        description="The share of drafts that a canary follows: a past draft with one planted error, which can't be sent and tells whoever approves it. 0: none. Agree on it with the team first.",
    )
    undo_seconds: float = Field(
        10.0,
        ge=0,
        le=120,
        description="How long a decided reply waits before it goes out; until then its reviewer can undo the decision. 0: it goes out at once.",
    )
    session_hours: float = Field(12.0, gt=0, le=720, description="How long a sign-in lasts.")
    link_hours: float = Field(24.0, gt=0, le=720, description="How long a one-time sign-in link can be used.")
    reveal_roles: tuple[Role, ...] = Field(
        ("supervisor", "admin"),
        description="Roles that may reveal the original behind a placeholder; supervisors and admins always may, so this only adds `reviewer`. A list, also as a variable: `GLASSDESK_REVEAL_ROLES='[\"reviewer\"]'`. Each reveal is an audit event.",
    )
    max_message_chars: int = Field(
        20_000, ge=100, le=200_000, description="Longest message that is accepted, in characters."
    )
    otel_endpoint: str = Field(
        "",
        description="Where OpenTelemetry spans go: a collector's address (OTLP over HTTP), or `environment` for what the standard `OTEL_*` variables say. Empty: no spans, whatever these variables say. Needs the extra `otel`.",
    )
    otel_content: bool = Field(
        False,
        description="Whether spans also hold the prompts and answers of models, with placeholders for personal data. Otherwise they hold ids and counts only.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="How much is logged. Logs never hold customers' words."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Command line first, then environment, then the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @model_validator(mode="after")
    def _no_contradictions(self) -> Settings:
        if self.drafter == "openai" and not self.openai_model:
            raise ValueError("drafter = 'openai' needs openai_model")
        if self.draft_tokens < 2 * self.openai_max_tokens:
            raise ValueError(
                "draft_tokens must be at least twice openai_max_tokens, to leave room for the prompt"
            )
        if self.otel_endpoint not in ("", "environment") and not self.otel_endpoint.startswith(
            ("http://", "https://")
        ):
            raise ValueError("otel_endpoint must be an http address, or environment")
        if self.otel_content and not self.otel_endpoint:
            raise ValueError("otel_content needs otel_endpoint")
        if self.settle_at_most_seconds < self.settle_seconds:
            raise ValueError("settle_at_most_seconds must not be shorter than settle_seconds")
        return self

    @property
    def database_url(self) -> str:
        """The database address with the default filled in."""
        return self.database or f"duckdb:///{(self.data_dir / 'glassdesk.duckdb').resolve()}"

    @property
    def key_path(self) -> Path:
        """Where the installation's key lies."""
        return self.key_file or self.data_dir / "installation.key"

    @property
    def checkpoint_path(self) -> Path:
        """Where LangGraph keeps the state of turns under way."""
        return self.data_dir / "checkpoints.sqlite"

    @property
    def url(self) -> str:
        """Address for printed links, without a slash at the end."""
        shown = "localhost" if self.host in {"127.0.0.1", "0.0.0.0", "::"} else self.host
        return self.public_url.rstrip("/") or f"http://{shown}:{self.port}"

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies may only travel over https."""
        return self.url.startswith("https://")

    @property
    def drafter_in_use(self) -> Literal["offline", "openai"]:
        """What `auto` comes to."""
        if self.drafter != "auto":
            return self.drafter
        asked = self.openai_base_url or self.openai_api_key
        return "openai" if asked and self.openai_model else "offline"


def load(**overrides: Any) -> Settings:
    """Read the settings; raises `SettingsError` with one line for each that can't be used."""
    try:
        return Settings(**{name: value for name, value in overrides.items() if value is not None})
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(problem) for problem in error.errors())) from None
    except UnreadableSource as error:
        raise SettingsError(f'{error}. Lists are written like ["reviewer"].') from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{CONFIG_FILE} can't be read: {error}") from None


def _explain(problem: Any) -> str:
    name = ".".join(map(str, problem["loc"])) or "settings"
    secret = "key" in name
    shown = "" if secret or problem["type"] == "value_error" else f" (is {problem['input']!r})"
    return f"{name}: {problem['msg']}{shown}. Set it in {CONFIG_FILE} or as GLASSDESK_{name.upper()}."
