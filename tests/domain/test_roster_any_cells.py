"""Whatever stands in the cells, reading a list gives records or a refusal, never a fault."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.records import RosterReading
from casemgmt.domain.rosters.sheets import Merge, Sheet

HEADINGS = (
    *("STT", "Họ và tên", "Họ đệm", "Tên", "Ngày sinh", "Năm sinh", "Nam", "Nữ", "Giới tính", "Lớp"),
    *(
        "Mã định danh",
        "Dân tộc",
        "SĐT",
        "Họ tên cha",
        "Phụ huynh",
        "Nơi ở",
        "Ghi chú",
        "Ngày",
        "Tháng",
        "Năm",
        "Mã BHYT",
        "Thị lực MP",
        "DT",
    ),
)
WORDS = (
    *("LỚP 1A", "Tổng số: 3", "nt", "x", "31/02/2015", "05/09/2015", "2015", "TRẺ MẪU", "006215000001"),
    *("HIỆU TRƯỞNG", "Năm học 2026 - 2027", "TRƯỜNG TIỂU HỌC MẪU", "1,9E+10", "0349081935", "(1)"),
    *("NguyÔn V¨n Dòng", "Nguyeãn Vaên Sôn", "Nguyá»\x85n", "Dòng", "Hä vµ tªn", "HS4191923456789", "1-Feb"),
)
CELLS = st.one_of(
    st.none(),
    st.sampled_from(HEADINGS),
    st.sampled_from(WORDS),
    st.text(max_size=20),
    st.integers(),
    st.floats(allow_nan=True),
    st.booleans(),
    st.dates(),
    st.datetimes(),
)
ROWS = st.lists(st.lists(CELLS, max_size=8).map(tuple), max_size=12).map(tuple)
PLACES = st.integers(min_value=0, max_value=20)
SHEETS = st.builds(
    Sheet,
    name=st.sampled_from(("", "1A", "Sheet1", "5 tuổi A")),
    rows=ROWS,
    merges=st.lists(st.builds(Merge, PLACES, PLACES, PLACES, PLACES), max_size=3).map(tuple),
    formulas=st.frozensets(st.tuples(PLACES, PLACES), max_size=3),
    errors=st.frozensets(st.tuples(PLACES, PLACES), max_size=3),
    hidden=st.booleans(),
    hidden_columns=st.frozensets(PLACES, max_size=3),
    hidden_rows=st.frozensets(PLACES, max_size=3),
)


@settings(max_examples=150, deadline=None)
@given(rows=ROWS, sheets=st.lists(SHEETS, max_size=2))
def test_any_cells_give_a_reading_or_a_refusal(rows, sheets):
    headed = Sheet("headed", (HEADINGS[:2] + HEADINGS[4:5] + HEADINGS[8:13], *rows))

    try:
        reading = read_roster([headed, *sheets], date(2026, 11, 23))
    except UnreadableFile:
        return

    assert isinstance(reading, RosterReading)
    places = [(child.sheet, child.row_number) for child in reading.children if child.sheet == "headed"]
    assert not set(places) & set(reading.rejected)
    assert all(child.full_name and child.dob <= date(2026, 11, 23) for child in reading.children)
