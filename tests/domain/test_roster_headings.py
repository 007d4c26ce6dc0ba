"""Reading a class list: what the words over a column mean."""

import pytest

from casemgmt.domain.rosters.headings import Kind, meaning

KNOWN = {
    Kind.ORDINAL: ["STT", "S.T.T", "Số TT", "STT:"],
    Kind.NAME: ["Họ & tên", "Họ, tên đệm, tên", "FULLNAME", "Hoten", "Họ và tên\nhọc sinh (*)", "Họ_tên"],
    Kind.FAMILY_MIDDLE: ["Họ và", "Họ đệm", "Họ và chữ đệm", "Họ lót"],
    Kind.BIRTH: ["NG.T.NĂM SINH", "Ngày thg năm sinh", "N/sinh", "Ngày sinh (DD-MM-YYYY)", "NTNS"],
    Kind.SEX: ["G.T", "Gender", "Nam hay nữ", "GT (Nam/Nữ)"],
    Kind.FEMALE_MARK: ["HS nữ", "Con gái", "GT Nữ", "Nữ\n(đánh dấu x)"],
    Kind.CLASS: ["Lớp hiện tại", "Lớp mới", "Lớp 2026-2027", "Nhóm/lớp"],
    Kind.PERSONAL_ID: [
        "SĐDCN/CCCD",
        "Số định danh CN",
        "Mã định danh Bộ Công an",
        "Mã định danh trên CSDL dân cư",
        "MDD",
    ],
    Kind.HEALTH_INSURANCE: ["Mã thẻ BHYT", "Số BHYT/BHXH"],
    Kind.ETHNIC_GROUP: ["D.tộc", "Thành phần dân tộc"],
    Kind.GUARDIAN_NAME: ["Cha mẹ hoặc người giám hộ", "Họ tên cha (mẹ)"],
    Kind.GUARDIAN_PHONE: ["SĐT Zalo", "Tel", "Điện thoại LH", "SĐT chủ hộ", "Zalo mẹ"],
    Kind.NEIGHBOURHOOD: ["HKTT", "ĐC", "Số nhà, tổ", "Địa chỉ cư trú"],
    Kind.REMARKS: ["Ghi chú (hộ nghèo, KT)"],
}


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KNOWN.items() for text in texts])
def test_a_heading_is_known_by_any_of_its_names(kind, text):
    found = meaning(text)

    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "text",
    [
        "Mã định danh Bộ GD&ĐT",
        "Mã định danh học sinh (CSDL ngành)",
        "Số CCCD bố",
        "Dân tộc mẹ",
        "Ngày cấp CCCD",
        "Ngày hết hạn BHYT",
        "SĐT cô giáo",
        "Họ tên GVCN",
        "Lớp cũ",
        "Nữ dân tộc",
        "Số hộ khẩu",
    ],
)
def test_a_column_about_something_else_is_not_taken(text):
    assert meaning(text) is None
