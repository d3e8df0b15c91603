"""Settings: documented, read from file and environment, and refused with a clear message."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glassdesk.settings import Settings, SettingsError, load

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


def test_every_setting_is_documented_as_it_is_described() -> None:
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \|.*?\| (.+) \|$", DOCS.read_text("utf-8")))
    assert rows == {name: field.description for name, field in Settings.model_fields.items()}


def test_environment_beats_the_file_and_the_command_line_beats_both(tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("glassdesk.toml").write_text('port = 1111\nworkers = 3\nhost = "127.0.0.2"\n')
    monkeypatch.setenv("GLASSDESK_PORT", "2222")
    chosen = load(host="127.0.0.3")
    assert (chosen.port, chosen.workers, chosen.host) == (2222, 3, "127.0.0.3")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("port = 99999", "port: .*99999.*GLASSDESK_PORT"),
        ("colour = 'red'", "colour: Extra inputs"),
        ("port = = 1", "can't be read"),
        ("drafter = 'openai'", "needs openai_model"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(tmp_path, monkeypatch, text: str, said: str) -> None:
    monkeypatch.chdir(tmp_path)
    Path("glassdesk.toml").write_text(text)
    with pytest.raises(SettingsError, match=said):
        load()


def test_a_list_that_cannot_be_read_from_a_variable_says_how_it_is_written(monkeypatch) -> None:
    monkeypatch.setenv("GLASSDESK_REVEAL_ROLES", '["reviewer"]')
    assert load().reveal_roles == ("reviewer",)
    monkeypatch.setenv("GLASSDESK_REVEAL_ROLES", "supervisor, admin")
    with pytest.raises(SettingsError, match=r'reveal_roles.*\["reviewer"\]'):
        load()


def test_a_secret_is_never_shown(monkeypatch) -> None:
    monkeypatch.setenv("GLASSDESK_OPENAI_API_KEY", "s3cret")
    assert "s3cret" not in repr(load())


def test_auto_drafts_offline_without_a_model_server() -> None:
    assert load().drafter_in_use == "offline"
    assert load(openai_base_url="http://127.0.0.1:1/v1", openai_model="m").drafter_in_use == "openai"
