"""Made-up class lists: titles and headers."""

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
        "title_block.xlsx",
        xlsx(
            [
                Tab(
                    "Sheet1",
                    [
                        ("UBND PHƯỜNG BẮC KẠN", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
                        ("TRƯỜNG TIỂU HỌC MẪU", None, "Độc lập - Tự do - Hạnh phúc"),
                        (),
                        ("DANH SÁCH HỌC SINH LỚP 3A NĂM HỌC 2026 - 2027",),
                        ("Giáo viên chủ nhiệm: Cô Mẫu",),
                        (),
                        PLAIN,
                        LAN,
                        HUY,
                        MAI,
                    ],
                    merges=[(3, 0, 3, 2), (4, 0, 4, 2)],
                )
            ]
        ),
        of_class("3A", "3A", "3A"),
        notes=("class_from_title",),
    ),
    Made(
        "title_in_one_line_header_in_row_12.ods",
        ods(
            [
                Tab(
                    "Trang 1",
                    [
                        ("Trường Tiểu học Mẫu - Lớp: 3A - GVCN: Cô Mẫu - Năm học: 2026-2027",),
                        *[()] * 10,
                        PLAIN,
                        LAN,
                        HUY,
                        MAI,
                    ],
                )
            ]
        ),
        of_class("3A", "3A", "3A"),
        notes=("class_from_title",),
    ),
    Made(
        "header_of_two_merged_rows.xlsx",
        xlsx(
            [
                Tab(
                    "Sheet1",
                    [
                        ("STT", "Họ và tên", "Ngày sinh", "Phụ huynh", None, "Nơi ở"),
                        (None, None, None, "Họ tên", "Số ĐT", None),
                        (*LAN, "Bà Mẫu", "0349081935", "Tổ 19"),
                    ],
                    merges=[(0, 3, 0, 4), *((0, column, 1, column) for column in (0, 1, 2, 5))],
                )
            ]
        ),
        children(f"{BORN} guardian_phone neighbourhood", (*THREE[0], "0349081935", "Tổ 19")),
    ),
    Made(
        "header_of_three_merged_rows.xls",
        xls(
            [
                Tab(
                    "Sheet1",
                    [
                        ("TT", "Thông tin học sinh", None, None, None, "Cha mẹ"),
                        (None, "Họ và tên", "Ngày, tháng, năm sinh", None, "Dân tộc", "SĐT"),
                        (None, None, "Nam", "Nữ", None, None),
                        (1, "Trẻ Mẫu Lan", None, "05/09/2018", "Tày", "0349081935"),
                        (2, "Trẻ Mẫu Huy", "16/10/2018", None, "Nùng", "0349081936"),
                    ],
                    merges=[
                        (0, 0, 2, 0),
                        (0, 1, 0, 4),
                        (1, 1, 2, 1),
                        (1, 2, 1, 3),
                        (1, 4, 2, 4),
                        (1, 5, 2, 5),
                    ],
                )
            ]
        ),
        children(
            f"{BORN} sex ethnic_group guardian_phone",
            (*THREE[0], "F", "Tày", "0349081935"),
            (*THREE[1], "M", "Nùng", "0349081936"),
        ),
        notes=("sex_from_birth_column",),
    ),
    Made(
        "header_abbreviated.csv",
        csv(
            [
                ("TT", "HỌ TÊN HS", "NS", "GT", "LỚP", "D.TỘC", "ĐT", "TDP"),
                (*LAN, "Nữ", "3A", "Tày", "0349081935", "Tổ 5"),
                (*HUY, "Nam", "3A", "Dao", "0349081936", "Tổ 6"),
            ]
        ),
        children(
            f"{BORN} sex class_name ethnic_group guardian_phone neighbourhood",
            (*THREE[0], "F", "3A", "Tày", "0349081935", "Tổ 5"),
            (*THREE[1], "M", "3A", "Dao", "0349081936", "Tổ 6"),
        ),
    ),
    Made(
        "header_without_marks.csv",
        csv(
            [
                ("stt", "hs", "ngay sinh", "gt", "lop", "dt", "dia chi"),
                (*LAN, "nu", "3a", "0349081935", "To 5"),
                (*HUY, "NAM", "3a", "0349081936", "To 6"),
            ],
            separator=",",
        ),
        children(
            f"{BORN} sex class_name guardian_phone neighbourhood",
            (*THREE[0], "F", "3A", "0349081935", "To 5"),
            (*THREE[1], "M", "3A", "0349081936", "To 6"),
        ),
    ),
    Made(
        "family_name_and_given_name.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        ("STT", "Họ đệm", "Tên", "Ngày/tháng/năm sinh"),
                        (1, "Trẻ Mẫu", "Lan", "05/09/2018"),
                        (2, "Trẻ Mẫu", "Huy", "16/10/2018"),
                    ],
                )
            ]
        ),
        of_class("3A", "3A"),
        notes=("class_from_tab",),
    ),
    Made(
        "name_merged_over_two_columns.ods",
        ods(
            [
                Tab(
                    "Lớp 3A",
                    [
                        ("STT", "Họ và tên học sinh", None, "Ngày sinh"),
                        (1, "Trẻ Mẫu", "Lan", "05/09/2018"),
                        (2, "Trẻ Mẫu", "Huy", "16/10/2018"),
                    ],
                    merges=[(0, 1, 0, 2)],
                )
            ]
        ),
        of_class("3A", "3A"),
    ),
]
