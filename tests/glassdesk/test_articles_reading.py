"""Articles are read from Markdown, HTML, PDF and CSV; a file that can't be read is named and stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.sample import load_articles
from glassdesk.articles import survey
from glassdesk.articles.page import Page
from graph.knowledge.cutting import LEAST, MOST, split
from tests.glassdesk.papers import pdf

GERMAN = "Bitte schicken Sie uns die Ware innerhalb von dreißig Tagen zurück, dann erstatten wir den Betrag."


def put(folder: Path, path: str, content: str | bytes) -> Path:
    place = folder / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content if isinstance(content, bytes) else content.encode())
    return place


def only(folder: Path) -> Page:
    pages, broken = survey(folder)
    assert not broken and len(pages) == 1
    return pages[0]


def test_the_sample_company_is_read_as_before() -> None:
    pages, broken = survey(Path("data/sample/articles"))
    assert not broken
    assert {(p.id, p.title, p.intents, p.updated, p.body) for p in pages} == {
        (f"{a.language}/{a.slug}", a.title, a.intents, a.updated, a.body) for a in load_articles()
    }


def test_markdown_needs_no_front_matter(tmp_path: Path) -> None:
    put(tmp_path, "de/ruecksendung.md", f"# Ware zurückgeben\n\n{GERMAN}\n")
    page = only(tmp_path)
    assert (page.id, page.title, page.body, page.intents) == (
        "de/ruecksendung",
        "Ware zurückgeben",
        GERMAN,
        (),
    )


@pytest.mark.parametrize(
    ("path", "head", "language"),
    [
        ("sv/a.md", "", "sv"),
        ("a.md", "---\nlanguage: nl\n---\n", "nl"),
        ("guides/a.md", "", "de"),
        ("en/a.md", "---\nlang: da-DK\n---\n", "da"),
    ],
)
def test_the_language_is_the_front_matters_else_the_folders_else_the_texts(
    tmp_path: Path, path: str, head: str, language: str
) -> None:
    put(tmp_path, path, head + GERMAN)
    assert only(tmp_path).language == language


HTML = """<!doctype html><html lang="en-GB"><head><title>Returns | Shop</title>
<meta name="intents" content="return_refund, other"><style>p {color: red}</style></head>
<body><nav><ul><li>Home</li><li>Basket</li></ul></nav>
<main><h1>Sending things back</h1><p>You have <b>30 days</b>&nbsp;to decide.
<h2>How</h2><ul><li>Print the label<li>Drop the parcel</ul>
<h2>Costs</h2><table><tr><th>Country</th><th>Fee</th></tr><tr><td>Denmark</td><td>free</td></tr></table>
<script>alert("x")</script></main><footer>Imprint</footer></body></html>"""


def test_html_gives_its_main_part_with_headings_lists_and_tables(tmp_path: Path) -> None:
    put(tmp_path, "returns.html", HTML)
    page = only(tmp_path)
    assert (page.id, page.title, page.intents) == (
        "en/returns",
        "Sending things back",
        ("return_refund", "other"),
    )
    assert page.body.split("\n\n") == [
        "You have 30 days to decide.",
        "## How",
        "- Print the label",
        "- Drop the parcel",
        "## Costs",
        "Country | Fee",
        "Denmark | free",
    ]


def test_html_says_in_which_letters_it_is_written(tmp_path: Path) -> None:
    page = '<html lang="da"><meta charset="iso-8859-1"><h1>Køb</h1><p>Gæld på øer</p>'
    put(tmp_path, "a.html", page.encode("iso-8859-1"))
    assert only(tmp_path).title == "Køb" and only(tmp_path).body == "Gæld på øer"


def test_a_pdf_gives_each_page_under_its_number(tmp_path: Path) -> None:
    lines = ["The warranty covers three years from deliv-", "ery. It does not cover", "wear and tear."]
    put(tmp_path, "en/warranty-terms.pdf", pdf(lines, ["Repairs take 15 working days."], title="Warranty terms",
                                               keywords="warranty, legal"))  # fmt: skip
    page = only(tmp_path)
    assert (page.title, page.intents) == ("Warranty terms", ("warranty",))
    assert split(page.body) == [
        ("p. 1", "The warranty covers three years from delivery. It does not cover wear and tear."),
        ("p. 2", "Repairs take 15 working days."),
    ]


def test_each_row_of_a_csv_is_an_article(tmp_path: Path) -> None:
    put(
        tmp_path,
        "faq.csv",
        "\ufeffQuestion;Answer;Language;Intents\r\n"
        'How long is the warranty?;"Three years;\nfrom delivery.";en;warranty\r\n'
        f"Wie gebe ich etwas zurück?;{GERMAN};;return_refund other\r\n",
    )
    pages, broken = survey(tmp_path)
    assert not broken and [(page.id, page.intents) for page in pages] == [
        ("en/faq-how-long-is-the-warranty", ("warranty",)),
        ("de/faq-wie-gebe-ich-etwas-zurück", ("return_refund", "other")),
    ]
    assert pages[0].body == "Three years;\nfrom delivery."


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("a.md", b"\xff\xfe\x00", "isn't UTF-8"),
        ("a.md", "---\ntitle: [\n---\nText", "front matter isn't valid YAML"),
        ("a.md", "---\nintents: [refunds]\n---\nText", "'refunds'"),
        ("a.md", "---\nlanguage: fr\n---\nText", "'fr'"),
        ("a.md", "   ", "is empty"),
        ("a.html", "<html><script>only()</script></html>", "no text outside"),
        ("a.pdf", b"%PDF-1.4 torn", "can't be read as PDF"),
        ("a.pdf", pdf([]), "holds no text; if it is a scan"),
        ("a.csv", "name,price\na,1\n", "lacks 'title' or 'question'"),
        ("a.csv", "title,text\nReturns,\n", "line 2 lacks 'text'"),
        ("a.csv", "title,text,intents\nReturns,Yes,refunds\n", "line 2: 'intents' holds 'refunds'"),
        ("a.docx", b"PK", "save it as PDF"),
    ],
)
def test_a_broken_file_is_named_with_a_cure_and_stops_no_other(
    tmp_path: Path, path: str, content: str | bytes, said: str
) -> None:
    put(tmp_path, path, content)
    put(tmp_path, "en/good.md", "Everything is fine here.")
    pages, (broken,) = survey(tmp_path)
    assert [page.id for page in pages] == ["en/good"] and broken.path == path and said in broken.reason


def test_two_files_cannot_make_one_article(tmp_path: Path) -> None:
    put(tmp_path, "en/returns.html", HTML)
    put(tmp_path, "en/returns.md", "The same name again.")
    pages, (broken,) = survey(tmp_path)
    assert len(pages) == 1 and broken.path == "en/returns.md" and "'en/returns.html'" in broken.reason


def test_drafts_hidden_files_and_pictures_are_passed_over(tmp_path: Path) -> None:
    for path in ("_draft.md", ".hidden.md", "en/.git/x.md", "logo.png", "~lock.md"):
        put(tmp_path, path, "Text")
    assert survey(tmp_path) == ([], [])


def test_passages_are_cut_at_headings_and_keep_their_bounds() -> None:
    long = "\n\n".join(
        f"Paragraph {n} says something of some length, and then it ends. " * 4 for n in range(9)
    )
    body = f"Before all headings there is this line, which is long enough.\n\n## Washing\n\n### Wool\n{long}\n\n## Short\nYes."
    cut = split(body)
    assert [heading for heading, _ in cut][:2] == ["", "Washing – Wool"]
    assert all(len(text) <= MOST + LEAST for _, text in cut) and cut[-1][1].endswith("Short: Yes.")


def test_a_heading_in_a_code_block_cuts_nothing() -> None:
    body = "## Setup\nType this into the terminal:\n```\n# not a heading\nrun\n```\nThen wait for a moment."
    assert [heading for heading, _ in split(body)] == ["Setup"]


@settings(deadline=None)
@given(st.text(alphabet=st.sampled_from("ab. \n#-`~äé"), max_size=4000))
def test_cutting_loses_no_letter_and_keeps_the_bounds(body: str) -> None:
    cut = split(body)
    assert all(text.strip() and len(text) <= 2 * MOST for _, text in cut)
    outside = "".join(line for line in body.splitlines() if not line.startswith("#"))
    kept = "".join(text for _, text in cut)
    assert all(kept.count(letter) >= outside.count(letter) for letter in "abäé")
