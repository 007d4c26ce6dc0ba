"""Made-up class lists: rows that are no children, headings of many forms, words half in an old font."""

from datetime import date

from tests.samples.list_writers import Made, Tab, children, csv, ods, xls, xlsx

HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính")
LAN, HUY, MAI = (
    (1, "Trẻ Mẫu Lan", "05/09/2018", "Nữ"),
    (2, "Trẻ Mẫu Huy", "16/10/2018", "Nam"),
    (3, "Trẻ Mẫu Mai", "27/11/2018", "Nữ"),
)
KEYS = "full_name dob sex class_name"


def of_classes(*names):
    rows = (
        ("Trẻ Mẫu Lan", "2018-09-05", "F"),
        ("Trẻ Mẫu Huy", "2018-10-16", "M"),
        ("Trẻ Mẫu Mai", "2018-11-27", "F"),
    )
    return children(KEYS, *((*row, name) for row, name in zip(rows, names, strict=True)))


def in_blocks(first, second, merges=()):
    """Two children under one heading, the third under another."""
    rows = [("TRƯỜNG TIỂU HỌC MẪU",), HEADER, first, LAN, HUY, second, MAI]
    return xlsx([Tab("Trang 1", rows, merges=list(merges))])


LISTS = [
    Made(
        "footers_in_other_words.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        HEADER,
                        LAN,
                        HUY,
                        MAI,
                        (None, "Nam", 1),
                        (None, "Nữ", 2),
                        (3, "Tổng", None, "2"),
                        (None, "TS: 3 em"),
                        (None, "* Danh sách tạm thời"),
                        (None, "(Ký, đóng dấu)"),
                        ("Chủ nhiệm lớp",),
                        (None, "BAN GIÁM HIỆU", None, "Nhân viên y tế"),
                        (None, "Bắc Kạn, ngày 05/09/2026"),
                        (None, "Trẻ Ký Tên"),
                    ],
                )
            ]
        ),
        of_classes("3A", "3A", "3A"),
        notes=("footer_passed_over",),
    ),
    Made(
        "footers_that_name_the_class.xls",
        xls(
            [
                Tab(
                    "Sheet1",
                    [
                        ("Danh sách lớp 3A",),
                        HEADER,
                        LAN,
                        HUY,
                        MAI,
                        ("Lớp 3A có 3 học sinh",),
                        ("Tổng số học sinh lớp 3A: 3",),
                        (None, "GVCN lớp 3A"),
                        (),
                        (None, "Cô Mẫu"),
                    ],
                )
            ]
        ),
        of_classes("3A", "3A", "3A"),
        notes=("class_from_title", "footer_passed_over"),
    ),
    Made(
        "numbers_counted_below_the_list.ods",
        ods(
            [
                Tab(
                    "Trang 1",
                    [
                        ("Danh sách lớp 3A",),
                        HEADER,
                        LAN,
                        HUY,
                        MAI,
                        (),
                        ("Thống kê",),
                        ("Lớp", "Sĩ số", "Nữ"),
                        ("3A", 3, 2),
                    ],
                )
            ]
        ),
        of_classes("3A", "3A", "3A"),
        notes=("footer_passed_over",),
    ),
    Made(
        "rows_prepared_and_a_name_forgotten.xlsx",
        xlsx(
            [
                Tab(
                    "Sheet1",
                    [
                        (*HEADER, "Lớp"),
                        (*LAN, "3A"),
                        (2, None, "16/10/2018", "Nam", "3A"),
                        (3, None, None, "Nữ", "3A"),
                        (4, None, None, None, "3A"),
                        (5,),
                    ],
                )
            ]
        ),
        of_classes("3A", "3A", "3A")[:1],
        rejected=(3, 4),
        problems=((3, "B", "name_missing"), (4, "B", "name_missing"), (4, "C", "birth_missing")),
        notes=("footer_passed_over",),
    ),
    Made(
        "girls_and_boys_in_two_groups.csv",
        csv([HEADER, (None, "Nữ"), LAN, (None, "Nam"), (1, *HUY[1:]), ("", "Học sinh nữ"), MAI]),
        [{key: one[key] for key in KEYS.split()[:3]} for one in of_classes("", "", "")],
        notes=("footer_passed_over",),
    ),
    Made(
        "class_headings_with_counts.xlsx",
        in_blocks(("3A (35)",), ("3B (30 HS)",), merges=[(2, 0, 2, 3), (5, 0, 5, 3)]),
        of_classes("3A", "3A", "3B"),
        notes=("class_from_heading",),
    ),
    Made(
        "class_headings_in_several_cells.xlsx",
        in_blocks(("Lớp:", "3A", "Sĩ số:", 35), ("Lớp 3B", "GVCN:", "Cô Mẫu", "Nữ: 17")),
        of_classes("3A", "3A", "3B"),
        notes=("class_from_heading",),
    ),
    Made(
        "preschool_class_in_a_title_without_its_word.xlsx",
        xlsx([Tab("Sheet1", [("DANH SÁCH TRẺ 5 TUỔI A1 NĂM HỌC 2026-2027",), HEADER, LAN, HUY, MAI])]),
        of_classes(*["5 tuổi A1"] * 3),
        notes=("class_from_title",),
    ),
    Made(
        "name_heading_cut_in_two.xls",
        xls(
            [
                Tab(
                    "3A",
                    [
                        ("STT", "Họ và", "tên", "Ngày sinh", "Nữ"),
                        (1, "Trẻ Mẫu", "Lan", date(2018, 9, 5), "ü"),
                        (2, "Trẻ Mẫu", "Huy", date(2018, 10, 16), None),
                        (3, "Trẻ Mẫu", "Mai", date(2018, 11, 27), "ü"),
                    ],
                )
            ]
        ),
        of_classes("3A", "3A", "3A"),
        notes=("class_from_tab",),
    ),
    Made(
        "places_of_dates_left_open.csv",
        csv(
            [
                HEADER,
                (1, "Trẻ Mẫu Lan", "…/…/2018", "Nữ"),
                (2, "Trẻ Mẫu Huy", "--/10/2018", "Nam"),
                (3, "Trẻ Mẫu Mai", "T11/2018", "Nữ"),
                (4, "Trẻ Mẫu Nga", "sinh năm 2018", "Nữ"),
                (5, "Trẻ Mẫu Tư", "05//09/2018", "Nam"),
                (6, "Trẻ Mẫu Yến", "00/00/2018", "Nữ"),
                (7, "Trẻ Mẫu Ý", "?", "Nữ"),
            ]
        ),
        children(
            "full_name dob sex",
            ("Trẻ Mẫu Lan", "2018", "F"),
            ("Trẻ Mẫu Huy", "2018-10", "M"),
            ("Trẻ Mẫu Mai", "2018-11", "F"),
            ("Trẻ Mẫu Nga", "2018", "F"),
            ("Trẻ Mẫu Tư", "2018-09-05", "M"),
        ),
        rejected=(7, 8),
        problems=((7, "C", "birth_impossible"), (8, "C", "birth_unreadable")),
        notes=("birth_year_only",),
    ),
    Made(
        "as_above_for_the_parents.xls",
        xls(
            [
                Tab(
                    "3A",
                    [
                        (*HEADER[:3], "Họ tên mẹ", "SĐT mẹ"),
                        (*LAN[:3], "Mẹ Mẫu", "0912345678"),
                        (*HUY[:3], "nt", '"'),
                        (*MAI[:3], "//", "như trên"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name guardian_phone",
            ("Trẻ Mẫu Lan", "2018-09-05", "3A", "0912345678"),
            ("Trẻ Mẫu Huy", "2018-10-16", "3A", "0912345678"),
            ("Trẻ Mẫu Mai", "2018-11-27", "3A", "0912345678"),
        ),
    ),
    Made(
        "a_form_that_says_how_to_fill_it_in.xlsx",
        xlsx(
            [
                Tab("Hướng dẫn", [("Cột Họ và tên, Ngày sinh: bắt buộc",), ("1. Họ và tên", "viết hoa")]),
                Tab(
                    "3A",
                    [
                        ("STT", "Họ và tên (*)", "Ngày sinh (*)", "Giới tính"),
                        (None, "(Bắt buộc)", "(dd/mm/yyyy)", "(Nam/Nữ)"),
                        LAN,
                        HUY,
                        MAI,
                    ],
                ),
            ]
        ),
        of_classes("3A", "3A", "3A"),
        notes=("sheet_passed_over",),
    ),
    Made(
        "vni_words_that_tcvn3_reads_too.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        ("STT", "Họ và tên", "Ngày sinh", "Dân tộc"),
                        (1, "Noâng Thò Maãu", "05/09/2018", "Moâng"),
                        (2, "Ñaëng Maãu Thuøy", "16/10/2018", "Taøy"),
                        (3, "Nguyeãn Maãu", "27/11/2018", "Moâng"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name ethnic_group",
            ("Nông Thị Mẫu", "2018-09-05", "3A", "Mông"),
            ("Đặng Mẫu Thùy", "2018-10-16", "3A", "Tày"),
            ("Nguyễn Mẫu", "2018-11-27", "3A", "Mông"),
        ),
        notes=("encoding_vni",),
    ),
    Made(
        "tcvn3_capital_font_typed_in_capitals.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        HEADER[:3],
                        (1, "§ÆNG MÉU D\u00ad¬NG", "05/09/2018"),
                        (2, "L\u00adU MÉU V¨N", "16/10/2018"),
                        (3, "N«NG MÉU ÝCH", "27/11/2018"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name",
            ("Đặng Mẫu Dương", "2018-09-05", "3A"),
            ("Lưu Mẫu Văn", "2018-10-16", "3A"),
            ("Nông Mẫu Ích", "2018-11-27", "3A"),
        ),
        notes=("encoding_tcvn3", "names_recased"),
    ),
]
