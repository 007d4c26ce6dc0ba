"""Made-up class lists: sheets, classes, what stands between, below and beside."""

from datetime import date

from tests.samples.list_writers import Made, Tab, children, csv, ods, xls, xlsx

BORN = "full_name dob"
PLAIN = ("STT", "Họ và tên", "Ngày sinh")
LAN, HUY, MAI = (
    (1, "Trẻ Mẫu Lan", "05/09/2018"),
    (2, "Trẻ Mẫu Huy", "16/10/2018"),
    (3, "Trẻ Mẫu Mai", "27/11/2018"),
)
THREE = (("Trẻ Mẫu Lan", "2018-09-05"), ("Trẻ Mẫu Huy", "2018-10-16"), ("Trẻ Mẫu Mai", "2018-11-27"))


def of_class(*names):
    return [one | {"class_name": name} for one, name in zip(children(BORN, *THREE), names, strict=False)]


LISTS = [
    Made(
        "several_sheets.xlsx",
        xlsx(
            [
                Tab("Bìa", [("TRƯỜNG TIỂU HỌC MẪU",)]),
                Tab("DS 5A", [PLAIN, LAN]),
                Tab("5B (2)", [PLAIN, HUY]),
                Tab("Lớp 5A1", [PLAIN, MAI]),
                Tab("cũ", [PLAIN, LAN], hidden=True),
            ]
        ),
        of_class("5A", "5B", "5A1"),
        notes=("sheet_passed_over", "hidden_sheet_passed_over", "class_from_tab"),
    ),
    Made(
        "sheets_of_an_open_document.ods",
        ods([Tab("1A", [PLAIN, LAN]), Tab("1B", [PLAIN, HUY]), Tab("cũ", [PLAIN, MAI], hidden=True)]),
        of_class("1A", "1B"),
        notes=("hidden_sheet_passed_over",),
    ),
    Made(
        "class_in_a_column.xls",
        xls([Tab("Toàn trường", [(*PLAIN, "Lớp"), (*LAN, "3A"), (*HUY, "lớp 3 b"), (*MAI, 5.0)])]),
        of_class("3A", "3B", "5"),
        notes=("class_from_column",),
    ),
    Made(
        "class_headings_between_blocks.xlsx",
        xlsx(
            [
                Tab(
                    "Khối 1",
                    [
                        ("DANH SÁCH HỌC SINH KHỐI 1",),
                        PLAIN,
                        ("Lớp 1A",),
                        LAN,
                        (None, "Tổng số: 1 em"),
                        ("LỚP: 1B (32 học sinh)",),
                        HUY,
                        ("Cộng", "1 học sinh"),
                        ("II", "LỚP 1C", "GVCN: Cô Mẫu"),
                        MAI,
                        (None, "Danh sách này có 3 học sinh"),
                    ],
                )
            ]
        ),
        of_class("1A", "1B", "1C"),
        notes=("class_from_heading", "footer_passed_over"),
    ),
    Made(
        "preschool_class.xls",
        xls([Tab("Sheet1", [("TRƯỜNG MẦM NON MẪU",), ("Lớp mẫu giáo 5 tuổi A",), PLAIN, LAN])]),
        of_class("Mẫu giáo 5 tuổi A"),
    ),
    Made(
        "blank_lines_and_footers.xls",
        xls(
            [
                Tab(
                    "3A",
                    [
                        PLAIN,
                        LAN,
                        (),
                        HUY,
                        (4,),
                        (),
                        MAI,
                        (),
                        ("Tổng số: 35 em", None, "Nữ: 18"),
                        (None, "Tổng cộng", "35"),
                        ("Danh sách này có 35 học sinh",),
                        (None, None, "Bắc Kạn, ngày 05 tháng 9 năm 2026"),
                        ("Người lập", None, "HIỆU TRƯỞNG"),
                        ("(Ký, ghi rõ họ tên)",),
                        (),
                        ("Người Ký Mẫu", None, "Người Ký Khác"),
                    ],
                )
            ]
        ),
        of_class("3A", "3A", "3A"),
        notes=("footer_passed_over",),
    ),
    Made(
        "unknown_columns.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        (*PLAIN, "Nơi sinh", "Thị lực MP", "Thị lực MT", "Ghi chú"),
                        (*LAN, "Bắc Kạn", date(2026, 10, 8), date(2026, 10, 10), "chuyện riêng"),
                        (*HUY, "Bắc Kạn", "8/10", "9/10", None),
                    ],
                )
            ]
        ),
        of_class("3A", "3A"),
        notes=("column_passed_over", "spoiled_column_passed_over", "remarks_passed_over"),
    ),
    *(
        Made(
            f"hidden_column_and_row_{ending}.{ending}",
            write(
                [
                    Tab(
                        "3A",
                        [(*PLAIN, "SĐT"), (*LAN, "0349081935"), (*HUY, "0349081936")],
                        hidden_columns=(3,),
                        hidden_rows=(2,),
                    )
                ]
            ),
            [
                one | {"guardian_phone": phone}
                for one, phone in zip(of_class("3A", "3A"), ("0349081935", "0349081936"), strict=True)
            ],
            notes=("hidden_column", "hidden_rows"),
        )
        for ending, write in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
    ),
    Made(
        "two_lists_side_by_side.xlsx",
        xlsx([Tab("3A", [(*PLAIN, None, *PLAIN), (*LAN, None, *HUY)])]),
        of_class("3A"),
        notes=("second_list_passed_over",),
    ),
    Made(
        "one_child_twice.csv",
        csv([PLAIN, LAN, HUY, LAN]),
        children(BORN, *THREE[:2]),
        rejected=(4,),
        problems=((4, None, "row_again"),),
    ),
]
