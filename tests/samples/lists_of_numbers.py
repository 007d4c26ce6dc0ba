"""Made-up class lists: personal numbers, insurance cards, phones, ethnic groups, "as above"."""

from tests.samples.list_writers import HEADER, Made, Tab, children, csv, each_with, with_column, xls, xlsx

LAN, HUY = (1, "Trẻ Mẫu Lan", "05/09/2018"), (2, "Trẻ Mẫu Huy", "16/10/2018")
LISTS = [
    Made(
        "lost_zeros.xls",
        xls(
            [
                Tab(
                    "3A",
                    [
                        (*HEADER, "Mã định danh", "SĐT"),
                        (*LAN, 6318000001.0, 349081935.0),
                        (*HUY, 19218000002, 912345678),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name personal_id guardian_phone",
            ("Trẻ Mẫu Lan", "2018-09-05", "3A", "006318000001", "0349081935"),
            ("Trẻ Mẫu Huy", "2018-10-16", "3A", "019218000002", "0912345678"),
        ),
        notes=("number_zeros_restored", "phone_zeros_restored"),
    ),
    Made(
        "numbers_written_as_5_0.csv",
        csv(
            [
                (*HEADER, "Lớp", "Mã định danh", "SĐT"),
                ("1.0", *LAN[1:], "5.0", "6318000001.0", "349081935.0"),
            ]
        ),
        children(
            "full_name dob class_name personal_id guardian_phone",
            ("Trẻ Mẫu Lan", "2018-09-05", "5", "006318000001", "0349081935"),
        ),
    ),
    Made(
        "personal_numbers_that_disagree.csv",
        csv(
            [
                (*HEADER, "Giới tính", "Số định danh cá nhân"),
                (*LAN, "Nữ", "006 318 000 001"),
                (*HUY, "Nam", "006318000002"),
                (3, "Trẻ Mẫu C", "05/09/2018", "Nam", "006217000003"),
                (4, "Trẻ Mẫu D", "05/09/2018", "Nam", "999218000004"),
                (5, "Trẻ Mẫu E", "05/09/2018", "Nam", "12345"),
                (6, "Trẻ Mẫu G", "05/09/2018", "Nam", "6,218E+09"),
            ]
        ),
        children(
            "full_name dob sex personal_id",
            ("Trẻ Mẫu Lan", "2018-09-05", "F", "006318000001"),
            ("Trẻ Mẫu Huy", "2018-10-16", "M", "006318000002"),
            ("Trẻ Mẫu C", "2018-09-05", "M", "006217000003"),
            ("Trẻ Mẫu D", "2018-09-05", "M", "999218000004"),
            ("Trẻ Mẫu E", "2018-09-05", "M", None),
            ("Trẻ Mẫu G", "2018-09-05", "M", None),
        ),
        problems=(
            (3, "E", "number_sex_differs"),
            (4, "E", "number_year_differs"),
            (5, "E", "number_province_unknown"),
            (6, "E", "number_wrong_length"),
            (7, "E", "number_rounded"),
        ),
    ),
    Made(
        "insurance_cards.csv",
        csv(
            with_column(
                "Số thẻ BHYT",
                *("HS4191234567890", "hs 4 19 1234567890", "1923456789", "19.2345.6789", "006318000001"),
                *("623456789", "HS9191234567890", "12345", "x"),
            )
        ),
        each_with(
            "health_insurance",
            *("HS4191234567890", "HS4191234567890", "1923456789", "1923456789", "006318000001"),
            *("0623456789", None, None, None),
        ),
        problems=((8, "D", "insurance_unreadable"), (9, "D", "insurance_unreadable")),
        notes=("insurance_zeros_restored",),
    ),
    Made(
        "phones.csv",
        csv(
            with_column(
                "Số điện thoại",
                *("0912345678", "0912.345.678", "912 345 678", "+84912345678", "84 912 345 678"),
                *("0912345678 (mẹ)", "0912345678 / 0987654321", "02093870123", "12345"),
            )
        ),
        each_with("guardian_phone", *["0912345678"] * 7, "02093870123", None),
        problems=((10, "D", "phone_unreadable"),),
        notes=("phone_zeros_restored", "phone_first_of_several"),
    ),
    Made(
        "ethnic_groups.xlsx",
        xlsx(
            [
                Tab(
                    "Sheet1",
                    with_column(
                        "Dân tộc", "Tày", "H'Mông", "mèo", "Cao Lan", "Sán Chí", "Việt", "KINH", "Sao Hỏa"
                    ),
                )
            ]
        ),
        each_with("ethnic_group", "Tày", "Mông", "Mông", "Sán Chay", "Sán Chay", "Kinh", "Kinh", None),
        problems=((9, "D", "ethnic_group_unknown"),),
    ),
    Made(
        "as_above.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        (*HEADER, "Dân tộc", "Nơi ở"),
                        (*LAN, "Tày", "Tổ 5"),
                        (*HUY, "nt", '"'),
                        (3, "Trẻ Mẫu C", "05/09/2018", "-nt-", "như trên"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name ethnic_group neighbourhood",
            ("Trẻ Mẫu Lan", "2018-09-05", "3A", "Tày", "Tổ 5"),
            ("Trẻ Mẫu Huy", "2018-10-16", "3A", "Tày", "Tổ 5"),
            ("Trẻ Mẫu C", "2018-09-05", "3A", "Tày", "Tổ 5"),
        ),
    ),
]
