"""Made-up class lists: birth dates, sex, and classes that became dates."""

from datetime import date

from tests.samples.list_writers import (
    HEADER,
    LETTERS,
    Made,
    Tab,
    children,
    csv,
    each_with,
    ods,
    with_column,
    xls,
    xlsx,
)

TYPED_DATES = (
    *("05/06/2018", "5/6/18", "05.06.18", "5-6-2018", "05.06.2018", "2018-06-05", "2018-06-05 00:00:00"),
    *("05/06/2018 0:00", "ngày 05 tháng 6 năm 2018", "5 tháng 6 năm 2018", "05062018", "5062018"),
    *("'05/06/2018", "05 / 06 / 2018", "05-Jun-2018", "43256"),
)


def born(*cells):
    """One child a line with these birth dates."""
    rows = zip(range(1, 20), LETTERS, cells, strict=False)
    return [HEADER, *((n, f"Trẻ Mẫu {letter}", cell) for n, letter, cell in rows)]


def births(*days, **same):
    pairs = zip(LETTERS, days, strict=False)
    return [{"full_name": f"Trẻ Mẫu {letter}", "dob": day, **same} for letter, day in pairs]


LISTS = [
    Made(
        "dates_as_text.csv",
        csv(born(*TYPED_DATES)),
        births(*["2018-06-05"] * len(TYPED_DATES)),
        notes=("birth_serials",),
    ),
    *(
        Made(
            f"dates_as_dates_{ending}.{ending}",
            write([Tab("3A", born(date(2018, 6, 5), date(2018, 12, 31)))]),
            births("2018-06-05", "2018-12-31", class_name="3A"),
        )
        for ending, write in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
    ),
    Made(
        "dates_known_in_part.csv",
        csv(born("2018", "6/2018", "tháng 6 năm 2018", "năm 2018")),
        births("2018", "2018-06", "2018-06", "2018"),
        notes=("birth_year_only",),
    ),
    Made(
        "year_of_birth.xls",
        xls([Tab("Sheet1", [("STT", "Họ tên học sinh", "Năm sinh"), (1, "Trẻ Mẫu A", 2018.0)])]),
        births("2018"),
        notes=("birth_year_only",),
    ),
    Made(
        "impossible_dates.csv",
        csv(born("05/06/2018", "31/02/2018", "29/02/2019", "24/11/2026", "1985", "mùa xuân", None)),
        births("2018-06-05"),
        rejected=(3, 4, 5, 6, 7, 8),
        problems=(
            (3, "C", "birth_impossible"),
            (4, "C", "birth_impossible"),
            (5, "C", "birth_future"),
            (6, "C", "birth_too_long_ago"),
            (7, "C", "birth_unreadable"),
            (8, "C", "birth_missing"),
        ),
    ),
    Made(
        "day_month_and_year_apart.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        ("STT", "Họ và tên", "Ngày sinh", None, None),
                        (None, None, "Ngày", "Tháng", "Năm"),
                        (1, "Trẻ Mẫu A", 5, 6, 2018),
                    ],
                    merges=[(0, 2, 0, 4)],
                )
            ]
        ),
        births("2018-06-05", class_name="3A"),
    ),
    Made(
        "birth_under_boys_and_girls.ods",
        ods(
            [
                Tab(
                    "Sheet1",
                    [
                        ("STT", "Họ và tên", "Ngày sinh", None),
                        (None, None, "Nam", "Nữ"),
                        (1, "Trẻ Mẫu A", date(2018, 6, 5), None),
                        (2, "Trẻ Mẫu B", None, date(2018, 6, 6)),
                    ],
                    merges=[(0, 2, 0, 3)],
                )
            ]
        ),
        children("full_name dob sex", ("Trẻ Mẫu A", "2018-06-05", "M"), ("Trẻ Mẫu B", "2018-06-06", "F")),
        notes=("sex_from_birth_column",),
    ),
    Made("x_under_girls.xls", xls([Tab("Sheet1", with_column("Nữ", "x", None))]), each_with("sex", "F", "M")),
    Made(
        "sex_in_words.csv",
        csv(with_column("Giới tính", "Nam", "nữ", "NỮ", "trai", "gái", "nu", "khác")),
        each_with("sex", "M", "F", "F", "M", "F", "F", None),
        problems=((8, "D", "sex_unreadable"),),
    ),
    Made(
        "sex_in_numbers_with_a_key.csv",
        csv(with_column("Giới tính (Nam: 1, Nữ: 0)", 0, 1)),
        each_with("sex", "F", "M"),
    ),
    Made("sex_as_1_and_2.xlsx", xlsx([Tab("Sheet1", with_column("GT", 2, 1.0))]), each_with("sex", "F", "M")),
    Made(
        "sex_as_1_and_0_and_nothing_tells.csv",
        csv(with_column("Giới tính", 0, 1)),
        births("2018-09-05", "2018-09-05"),
        problems=((2, "D", "sex_unreadable"), (3, "D", "sex_unreadable")),
    ),
    Made(
        "class_became_a_date_with_a_title.xlsx",
        xlsx(
            [
                Tab(
                    "Sheet1",
                    [("DANH SÁCH HỌC SINH KHỐI 1",), *with_column("Lớp", date(2026, 2, 1), date(2026, 3, 1))],
                )
            ]
        ),
        each_with("class_name", "1/2", "1/3"),
        notes=("class_dates",),
    ),
    Made(
        "class_became_an_english_date.xlsx",
        xlsx([Tab("Sheet1", with_column("Lớp", date(2026, 1, 2), date(2026, 1, 3), "1/13"))]),
        each_with("class_name", "1/2", "1/3", "1/13"),
        notes=("class_dates",),
    ),
    Made(
        "class_became_a_date_in_a_lower_secondary_school.xls",
        xls(
            [Tab("Sheet1", [("TRƯỜNG THCS MẪU",), *with_column("Lớp", date(2026, 10, 8), date(2026, 11, 9))])]
        ),
        each_with("class_name", "8/10", "9/11"),
        notes=("class_dates",),
    ),
    Made(
        "class_became_a_date_and_nothing_tells.ods",
        ods([Tab("Sheet1", with_column("Lớp", date(2026, 2, 1), date(2026, 2, 1), date(2026, 3, 3)))]),
        each_with("class_name", "1/2", "1/2", "3/3"),
        problems=((2, "D", "class_date_unsure"), (3, "D", "class_date_unsure")),
        notes=("class_dates",),
    ),
    Made(
        "class_became_a_date_in_text.csv",
        csv(with_column("Lớp", "1-Feb", "1/3", "01-Thg4")),
        each_with("class_name", "1/2", "1/3", "1/4"),
        notes=("class_dates",),
    ),
]
