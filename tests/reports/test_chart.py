"""The chart shows what is published, and nothing in place of what is not."""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from casemgmt.domain.disclosure.protect import publish
from casemgmt.domain.disclosure.table import Category
from casemgmt.reports.chart import chart_png, chart_svg
from tests.domain.disclosure.attacker import secret_table

SVG = "{http://www.w3.org/2000/svg}"
PLAIN = [[(90, 10), (90, 20)], [(90, 30), (90, 40)]]
WITH_SMALL = [[(90, 4), (90, 20)], [(90, 30), (90, 40)], [(90, 12), (90, 45)]]


def published(cells, **caption):
    """A table of age groups by sex."""
    secret = secret_table(cells)
    columns = (Category("M", "Nam"), Category("F", "Nữ"), Category("unknown", "Không rõ giới"))
    captioned = replace(secret.caption, **caption)
    return publish(replace(secret, caption=captioned, columns=columns[: len(secret.columns)]))


def texts(svg):
    return ["".join(one.itertext()).strip() for one in ET.fromstring(svg).iter(f"{SVG}text")]


def bars(svg):
    """Widths of the bars, shortest first: a bar is the only closed outline that is clipped."""
    outlines = [path for path in ET.fromstring(svg).iter(f"{SVG}path") if path.get("clip-path")]
    closed = [path.get("d") for path in outlines if path.get("d").rstrip().endswith("z")]
    across = [[float(x) for x in re.findall(r"[ML] ([\d.]+) ", corners)] for corners in closed]
    return sorted(round(max(one) - min(one), 3) for one in across)


def test_the_chart_is_an_svg_document():
    assert ET.fromstring(chart_svg(published(PLAIN))).tag == f"{SVG}svg"


def test_words_and_numbers_are_vietnamese_and_stay_text():
    seen = texts(chart_svg(published(PLAIN)))

    assert {"Giảm thị lực", "Năm học 2026–2027", "Nam", "Nữ", "Hàng 0", "Mọi tuổi"} <= set(seen)
    assert "Tỷ lệ có phát hiện (% số trẻ được khám)" in seen
    assert {"11,1", "22,2", "33,3", "44,4"} <= set(seen)


def test_every_published_rate_has_a_bar_of_its_length():
    found = bars(chart_svg(published(PLAIN)))

    longest = found[-1]
    assert [round(width / longest * 44.4, 1) for width in found] == [11.1, 22.2, 22.2, 33.3, 33.3, 44.4]


def test_a_hidden_count_has_words_and_no_bar():
    table = published(WITH_SMALL)
    svg = chart_svg(table)

    rates = [cell.percent for row in table.cells for cell in row[:-1]]
    shown = [rate for rate in rates if isinstance(rate, float)]

    assert texts(svg).count("– không công bố") == len(rates) - len(shown) == 4
    assert len(bars(svg)) == len(shown) == 4


def test_a_hidden_count_leaves_no_trace_of_its_size():
    three = [[(90, 3), (90, 21)], [(90, 31), (90, 39)], [(90, 12), (90, 45)]]

    assert chart_svg(published(WITH_SMALL)) == chart_svg(published(three))


def test_zero_has_its_number():
    seen = texts(chart_svg(published([[(90, 0), (90, 20)], [(90, 30), (90, 40)]])))

    assert "0,0" in seen
    assert "– không công bố" not in seen


def test_too_few_examined_have_no_rate():
    seen = texts(chart_svg(published([[(19, 6), (90, 20)], [(90, 30), (90, 40)]])))

    assert "dưới 20 trẻ: không tính tỷ lệ" in seen


def test_an_age_group_nobody_was_examined_in_is_left_out():
    seen = texts(chart_svg(published([[(0, 0), (0, 0)], [(90, 30), (90, 40)]])))

    assert "Hàng 0" not in seen
    assert "Hàng 1" in seen


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([[(0, 0)]], id="nobody examined"),
        pytest.param([[(3, 1), (2, 2)]], id="everything hidden"),
        pytest.param([[(90, 0), (90, 0)]], id="nothing found"),
    ],
)
def test_a_chart_without_bars_is_still_a_chart(cells):
    assert "Giảm thị lực" in texts(chart_svg(published(cells)))


def test_children_examined_are_drawn_as_counts():
    seen = texts(chart_svg(published([[(1234,), (50,)]])))

    assert {"1.234", "50", "Số trẻ được khám"} <= set(seen)


def test_sexes_differ_by_hatching_not_by_colour_alone():
    svg = chart_svg(published([[(90, 30), (90, 40), (90, 50)]]))

    assert len(list(ET.fromstring(svg).iter(f"{SVG}pattern"))) == 2


def test_the_title_is_words_whatever_signs_it_holds():
    title = "<script>&$x_1$"

    assert title in texts(chart_svg(published(PLAIN, title=title)))


def test_the_same_table_gives_the_same_bytes_in_another_process():
    code = (
        "import sys; from tests.reports.test_chart import *; "
        "sys.stdout.buffer.write(chart_svg(published(WITH_SMALL)))"
    )

    other = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout

    assert other == chart_svg(published(WITH_SMALL))


def test_many_threads_draw_the_same():
    tables = [published(PLAIN, period=f"Kỳ {number % 4}") for number in range(8)]

    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(chart_svg, tables))

    assert drawn[:4] == drawn[4:]
    assert len(set(drawn)) == 4


def test_the_picture_for_papers_is_a_png_without_stamps():
    picture = Image.open(BytesIO(chart_png(published(PLAIN))))

    assert (picture.format, picture.width) == ("PNG", 800)
    assert "Software" not in picture.info


def test_matplotlib_is_not_loaded_before_the_first_chart():
    code = "import sys, casemgmt.reports.chart; sys.exit('matplotlib' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("draw", [chart_svg, chart_png])
def test_unprotected_counts_are_refused(draw):
    with pytest.raises(TypeError):
        draw(secret_table(PLAIN))
