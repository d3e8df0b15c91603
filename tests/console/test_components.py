"""Scripts of the console's components: short, each importing what it uses, joined into one without loose ends."""

from __future__ import annotations

import re

import pytest

from console.components.files import EXPORT, FOLDER, IMPORT, read

MOST = 150  # lines of a script
SCRIPTS = sorted(path.name for path in FOLDER.glob("*.js"))
NAMES = re.compile(r"^(?:export )?(?:const|function|class) (\w+)", re.MULTILINE)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_fits_on_a_few_screens(name: str) -> None:
    assert len((FOLDER / name).read_text("utf-8").splitlines()) <= MOST


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_is_imported_is_exported_there(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    for found in re.finditer(r'^import \{ ([^}]*) \} from "\./(\w+\.js)";$', text, re.MULTILINE):
        other = (FOLDER / found[2]).read_text("utf-8")
        offered = {
            NAMES.match(line)[1]
            for line in other.splitlines()
            if line.startswith("export ") and NAMES.match(line)
        }  # type: ignore[index]
        assert set(found[1].split(", ")) <= offered


@pytest.mark.parametrize("name", SCRIPTS)
def test_joined_scripts_name_nothing_twice_and_import_nothing(name: str) -> None:
    joined = read(name)
    names = NAMES.findall(joined)
    assert sorted(set(names)) == sorted(names)
    assert not IMPORT.search(joined) and not EXPORT.search(joined) and "import {" not in joined


@pytest.mark.parametrize("name", SCRIPTS)
def test_words_are_kept_in_one_place_that_knows_whose_they_are(name: str) -> None:
    text = (FOLDER / name).read_text("utf-8")
    assert name == "store.js" or "sessionStorage." not in text
    if '"./store.js"' in text and "export default" in text:
        assert "keepFor(data.account);" in text
        assert '"account": ' in (FOLDER / name.replace(".js", ".py")).read_text("utf-8")
