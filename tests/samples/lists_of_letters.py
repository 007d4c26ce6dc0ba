"""Made-up class lists in every encoding and spelling in which letters arrive.

The TCVN3 and VNI texts are written as those fonts store them; they were compared with iconv's
table TCVN5712-1.
"""

import codecs
import unicodedata

from tests.samples.list_writers import Made, Tab, children, csv, ods, xls, xlsx

KEYS = "full_name dob sex class_name ethnic_group neighbourhood"
HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Dân tộc", "Nơi ở")
ROWS = (
    (1, "Nguyễn Mẫu Dũng", "05/09/2018", "Nam", "3A", "Nùng", "Xóm 3"),
    (2, "Lường Thị Mẫu Phúc", "16/10/2018", "Nữ", "3A", "Tày", "Tổ 5"),
    (3, "Hoàng Đức Tú", "27/11/2018", "Nam", "3A", "Sán Chay", "Thôn Bản Áng"),
)
WANTED = children(
    KEYS,
    ("Nguyễn Mẫu Dũng", "2018-09-05", "M", "3A", "Nùng", "Xóm 3"),
    ("Lường Thị Mẫu Phúc", "2018-10-16", "F", "3A", "Tày", "Tổ 5"),
    ("Hoàng Đức Tú", "2018-11-27", "M", "3A", "Sán Chay", "Thôn Bản Áng"),
)
TCVN3 = [
    ("Danh s¸ch häc sinh líp 3A",),
    ("STT", "Hä vµ tªn", "Ngµy sinh", "Giíi tÝnh", "Líp", "D©n téc", "N¬i ë"),
    (1, "NguyÔn MÉu Dòng", "05/09/2018", "Nam", "3A", "Nïng", "Xãm 3"),
    (2, "L\u00adêng ThÞ MÉu Phóc", "16/10/2018", "N÷", "3A", "Tµy", "Tæ 5"),
    (3, "Hoµng §øc Tó", "27/11/2018", "Nam", "3A", "S¸n Chay", "Th«n B¶n ¸ng"),
    (None, "Tæng sè: 3 em"),
    (None, "Ng\u00adêi lËp", None, "HiÖu tr\u00adëng"),
]
VNI = [
    ("Danh saùch hoïc sinh lôùp 3A",),
    ("STT", "Hoï vaø teân", "Ngaøy sinh", "Giôùi tính", "Lôùp", "Daân toäc", "Nôi ôû"),
    (1, "Nguyeãn Maãu Duõng", "05/09/2018", "Nam", "3A", "Nuøng", "Xoùm 3"),
    (2, "Löôøng Thò Maãu Phuùc", "16/10/2018", "Nöõ", "3A", "Taøy", "Toå 5"),
    (3, "Hoaøng Ñöùc Tuù", "27/11/2018", "Nam", "3A", "Saùn Chay", "Thoân Baûn AÙng"),
    (None, "Toång soá: 3 em"),
]
LOWER = [one | {"neighbourhood": "Thôn Bản áng"} if "Áng" in one["neighbourhood"] else one for one in WANTED]
NAMES = "full_name dob class_name ethnic_group"


def misread(text, code_page):
    """UTF-8 opened as a code page; bytes that it leaves open keep their number."""
    return "".join(bytes([code]).decode(code_page, errors="ignore") or chr(code) for code in text.encode())


def in_windows_1258(content):
    """As that code page has it: letters of Western Europe whole, of the others the tone behind."""
    return "".join(map(parted, content.decode())).encode("cp1258")


def parted(letter):
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
    return letter if letter.encode("cp1258", errors="ignore") else bare + tones


def decomposed(content):
    return unicodedata.normalize("NFD", content.decode()).encode()


LISTS = [
    *(
        Made(f"encoding_{name}.csv", mark + csv([HEADER, *ROWS], encoding, separator), WANTED)
        for name, mark, encoding, separator in (
            ("utf8_semicolon", b"", "utf-8", ";"),
            ("utf8_comma", b"", "utf-8", ","),
            ("utf8_tab", b"", "utf-8", "\t"),
            ("utf8_marked", codecs.BOM_UTF8, "utf-8", ";"),
            ("utf16_marked", codecs.BOM_UTF16_LE, "utf-16-le", "\t"),
        )
    ),
    Made("decomposed_letters.csv", decomposed(csv([HEADER, *ROWS])), WANTED),
    Made("windows_1258.csv", in_windows_1258(csv([HEADER, *ROWS])), WANTED, notes=("encoding_windows_1258",)),
    Made(
        "misread_as_windows_1252.csv",
        csv([tuple(misread(str(c), "cp1252") for c in row) for row in (HEADER, *ROWS)]),
        WANTED,
        notes=("encoding_misread_utf8",),
    ),
    Made(
        "misread_as_windows_1258.xlsx",
        xlsx([Tab("Sheet1", [HEADER, *((row[0], misread(row[1], "cp1258"), *row[2:]) for row in ROWS)])]),
        WANTED,
        notes=("encoding_misread_utf8",),
    ),
    *(
        Made(
            f"tcvn3_{ending}.{ending}",
            write([Tab("Sheet1", TCVN3)]),
            LOWER,
            notes=("encoding_tcvn3", "footer_passed_over"),
        )
        for ending, write in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
    ),
    Made("tcvn3_bytes.csv", csv(TCVN3[1:5], "latin-1"), LOWER, notes=("encoding_tcvn3",)),
    Made("tcvn3_as_utf8.csv", csv(TCVN3[1:5]), LOWER, notes=("encoding_tcvn3",)),
    Made(
        "tcvn3_names_under_unicode_headings.xls",
        xls(
            [
                Tab(
                    "3A",
                    [
                        ("DANH SÁCH HỌC SINH LỚP 3A",),
                        ("STT", "Họ đệm", "Tên", "Ngày sinh", "Dân tộc"),
                        (1, "NguyÔn MÉu", "Dòng", "05/09/2018", "Nùng"),
                        (2, "Lª ThÞ", "Phóc", "16/10/2018", "Tày"),
                        (3, "Hoµng §øc", "Tó", "27/11/2018", "Nùng"),
                        (4, "Lª V¨n", "Son", "28/11/2018", "Mông"),
                    ],
                )
            ]
        ),
        children(
            NAMES,
            ("Nguyễn Mẫu Dũng", "2018-09-05", "3A", "Nùng"),
            ("Lê Thị Phúc", "2018-10-16", "3A", "Tày"),
            ("Hoàng Đức Tú", "2018-11-27", "3A", "Nùng"),
            ("Lê Văn Son", "2018-11-28", "3A", "Mông"),
        ),
        notes=("encoding_tcvn3",),
    ),
    Made(
        "tcvn3_capital_font.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        ("STT", "Hä vµ tªn", "Ngµy sinh"),
                        (1, "NGUYÔN MÉU DòNG", "05/09/2018"),
                        (2, "L¦êNG THÞ MÉU PHóC", "16/10/2018"),
                        (3, "nguyÔn v¨n ¸nh", "27/11/2018"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name",
            ("Nguyễn Mẫu Dũng", "2018-09-05", "3A"),
            ("Lường Thị Mẫu Phúc", "2018-10-16", "3A"),
            ("Nguyễn Văn Ánh", "2018-11-27", "3A"),
        ),
        notes=("encoding_tcvn3", "names_recased"),
    ),
    *(
        Made(
            f"vni_{ending}.{ending}",
            write([Tab("Sheet1", VNI)]),
            WANTED,
            notes=("encoding_vni", "footer_passed_over"),
        )
        for ending, write in (("xlsx", xlsx), ("xls", xls), ("ods", ods))
    ),
    Made("vni_bytes.csv", csv(VNI[1:5], "latin-1"), WANTED, notes=("encoding_vni",)),
    Made(
        "vni_capitals.csv",
        csv(
            [
                ("STT", "HOÏ VAØ TEÂN", "NGAØY SINH"),
                (1, "NGUYEÃN THÒ MAÃU AÙNH", "05/09/2018"),
                (2, "LÖÔØNG ÑÖÙC SÔN", "16/10/2018"),
            ]
        ),
        children("full_name dob", ("Nguyễn Thị Mẫu Ánh", "2018-09-05"), ("Lường Đức Sơn", "2018-10-16")),
        notes=("encoding_vni", "names_recased"),
    ),
    Made(
        "names_in_capitals.xlsx",
        xlsx(
            [
                Tab(
                    "3A",
                    [
                        HEADER[:3],
                        (1, "  NGUYỄN   THỊ ÁNH ", "05/09/2018"),
                        (2, "lò văn Ước", "16/10/2018"),
                        (3, "GIÀNG A PÁO", "27/11/2018"),
                        (4, "H'HEN NIÊ", "28/11/2018"),
                    ],
                )
            ]
        ),
        children(
            "full_name dob class_name",
            ("Nguyễn Thị Ánh", "2018-09-05", "3A"),
            ("Lò Văn Ước", "2018-10-16", "3A"),
            ("Giàng A Páo", "2018-11-27", "3A"),
            ("H'Hen Niê", "2018-11-28", "3A"),
        ),
        notes=("names_recased",),
    ),
]
