"""Figures on paper: two pages of A4 with vector charts and tables, made by reportlab from what a view has prepared."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.charts.linecharts import HorizontalLineChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    Flowable,
    KeepInFrame,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

WIDTH, HEIGHT = A4
MARGIN = 16 * mm
ROOM = WIDTH - 2 * MARGIN - 12  # reportlab's frames keep 6 points on each side
CHART = 46 * mm
LABELS = 10  # most days with a label along the bottom
#: Dark enough on white for people, far enough apart on a grey copy.
COLOURS = tuple(map(colors.HexColor, ("#1f4e79", "#8fb8de", "#c55a11", "#f4b183", "#595959")))
INK, QUIET, RULE = colors.HexColor("#1a1a1a"), colors.HexColor("#555555"), colors.HexColor("#c8c8c8")

_TITLE = ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=16, leading=20, textColor=INK)
_HEAD = ParagraphStyle(
    "head", fontName="Helvetica-Bold", fontSize=10.5, leading=14, spaceBefore=6, textColor=INK
)
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=8.5, leading=11, textColor=INK)
_SMALL = ParagraphStyle("small", parent=_TEXT, fontSize=7.5, leading=9.5)
_BOLD = ParagraphStyle("bold", parent=_SMALL, fontName="Helvetica-Bold")
_BIG = ParagraphStyle("big", parent=_TEXT, fontName="Helvetica-Bold", fontSize=12, leading=15)


@dataclass(frozen=True, slots=True)
class Row:
    """A chart's named row of values; None where there is none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A heading with its sentence, and a chart, a table, or both. stacked: bars; else lines, which one day alone can't make."""

    head: str
    sentence: str = ""
    days: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    stacked: bool = False
    table: tuple[tuple[str, ...], ...] = ()

    @property
    def bars(self) -> bool:
        """Whether its chart has bars."""
        return self.stacked or len(self.days) == 1


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on the pages. about: whose figures, which days and filters; tiles: label, value and change."""

    title: str
    about: str
    tiles: tuple[tuple[str, str, str], ...]
    pages: tuple[tuple[Block, ...], tuple[Block, ...]]
    foot: str
    page: str  # "Page {n}"


def pdf(paper: Paper) -> bytes:
    """The file. What doesn't fit on its page is made smaller, so that there are always two."""
    out = io.BytesIO()
    document = SimpleDocTemplate(
        out, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=MARGIN, bottomMargin=MARGIN,
        title=paper.title, subject=paper.about, creator="Glassdesk",
    )  # fmt: skip
    first, second = ([part for block in blocks for part in _block(block)] for blocks in paper.pages)
    head = [_words(paper.title, _TITLE), _words(paper.about, _TEXT), Spacer(1, 3 * mm), _tiles(paper.tiles)]
    room = HEIGHT - 2 * MARGIN - 12
    story = [KeepInFrame(ROOM, room, [*head, *first]), PageBreak(), KeepInFrame(ROOM, room, second)]

    def foot(canvas: Canvas, _: SimpleDocTemplate) -> None:
        canvas.setFont("Helvetica", 7)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN, 9 * mm, paper.foot)
        canvas.drawRightString(WIDTH - MARGIN, 9 * mm, paper.page.format(n=canvas.getPageNumber()))

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _words(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text), style)


def _tiles(tiles: Sequence[tuple[str, str, str]]) -> Flowable:
    cells = [
        [_words(label, _SMALL), _words(value, _BIG), _words(change, _SMALL)] for label, value, change in tiles
    ]
    return Table([cells], colWidths=[ROOM / len(tiles)] * len(tiles), style=_GRID)


def _block(block: Block) -> list[Flowable]:
    parts: list[Flowable] = [_words(block.head, _HEAD)]
    if block.sentence:
        parts.append(_words(block.sentence, _TEXT))
    if block.rows:
        parts += [Spacer(1, 2 * mm), _chart(block)]
    if block.table:
        parts += [Spacer(1, 2 * mm), _table(block.table)]
    return parts


def _table(rows: Sequence[Sequence[str]]) -> Table:
    head, *body = rows
    first = ROOM * 0.24
    widths = [first, *([(ROOM - first) / (len(head) - 1)] * (len(head) - 1))]
    cells = [
        [_words(cell, _BOLD) for cell in head],
        *([_words(cell, _SMALL) for cell in row] for row in body),
    ]
    return Table(cells, colWidths=widths, style=_LINES, repeatRows=1)


def _chart(block: Block) -> Drawing:
    drawing = Drawing(ROOM, CHART + 8 * mm)
    chart = VerticalBarChart() if block.bars else HorizontalLineChart()
    chart.x, chart.y, chart.width, chart.height = 10 * mm, 12 * mm, ROOM - 12 * mm, CHART - 12 * mm
    chart.data = [
        tuple(value if value is not None or not block.bars else 0 for value in row.values)
        for row in block.rows
    ]
    every = max(1, -(-len(block.days) // LABELS))
    chart.categoryAxis.categoryNames = [
        day if place % every == 0 else "" for place, day in enumerate(block.days)
    ]
    chart.categoryAxis.labels.fontSize = chart.valueAxis.labels.fontSize = 6.5
    chart.categoryAxis.tickDown, chart.categoryAxis.labelAxisMode = 0, "low"
    chart.valueAxis.strokeColor = chart.categoryAxis.strokeColor = RULE
    chart.valueAxis.visibleGrid, chart.valueAxis.gridStrokeColor = 1, RULE
    values = [value for row in block.rows for value in row.values if value is not None]
    if min(values, default=0) >= 0:
        chart.valueAxis.valueMin = 0
    else:
        chart.valueAxis.valueMin, chart.valueAxis.valueMax = (
            -1,
            1,
        )  # sentiment: a small swing must not look like a large one
    if not any(values):
        chart.valueAxis.valueMax = 1  # an axis has to have a length
    _coloured(chart, block)
    drawing.add(chart)
    drawing.add(_legend(block))
    return drawing


def _coloured(chart: VerticalBarChart | HorizontalLineChart, block: Block) -> None:
    for place in range(len(block.rows)):
        if block.bars:
            chart.bars[place].fillColor, chart.bars[place].strokeColor = COLOURS[place % len(COLOURS)], None
        else:
            chart.lines[place].strokeColor, chart.lines[place].strokeWidth = (
                COLOURS[place % len(COLOURS)],
                1.4,
            )
            chart.lines[place].strokeDashArray = (None, (4, 2), (1, 2), (6, 2, 1, 2))[place % 4]
    if block.stacked:
        chart.categoryAxis.style = "stacked"


def _legend(block: Block) -> Legend:
    legend = Legend()
    legend.x, legend.y, legend.alignment, legend.boxAnchor = 10 * mm, CHART + 7 * mm, "right", "nw"
    legend.fontName, legend.fontSize, legend.dx, legend.dy = "Helvetica", 7, 6, 6
    legend.columnMaximum, legend.deltax, legend.strokeWidth = 1, 28 * mm, 0
    legend.colorNamePairs = [
        (COLOURS[place % len(COLOURS)], row.name) for place, row in enumerate(block.rows)
    ]
    return legend


_LINES = TableStyle(
    [
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE), ("LINEBELOW", (0, 0), (-1, 0), 0.8, INK), ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2), ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
)  # fmt: skip
_GRID = TableStyle(
    [("BOX", (0, 0), (-1, -1), 0.5, RULE), ("INNERGRID", (0, 0), (-1, -1), 0.5, RULE), ("VALIGN", (0, 0), (-1, -1), "TOP"),
     ("LEFTPADDING", (0, 0), (-1, -1), 4), ("RIGHTPADDING", (0, 0), (-1, -1), 2)]
)  # fmt: skip
