"""Sentences about what was typed of a child by hand: what is wrong, and what to do."""

from collections.abc import Iterable, Mapping

from casemgmt.domain.input_problems import FieldProblem, InputCode
from casemgmt.domain.vietnamese.identifiers import IdentifierDoubt

FIELD: Mapping[InputCode, str] = {
    InputCode.NAME_MISSING: "Chưa ghi họ tên.",
    InputCode.NAME_WITHOUT_LETTERS: "Đây không phải họ tên. Hãy ghi họ, đệm, tên bằng chữ.",
    InputCode.NAME_HIDDEN_CHARACTER: "Có ký tự ẩn không đọc được. Hãy gõ lại họ tên bằng bàn phím.",
    InputCode.NAME_TOO_LONG: "Họ tên dài quá 100 ký tự. Hãy xem lại.",
    InputCode.BIRTH_MISSING: "Chưa ghi ngày sinh. Chỉ biết năm thì ghi năm.",
    InputCode.BIRTH_UNREADABLE: "Không đọc được ngày sinh. Hãy ghi ngày/tháng/năm, ví dụ 05/09/2015, hoặc "
    "chỉ năm: 2015.",
    InputCode.BIRTH_IMPOSSIBLE: "Không có ngày này. Hãy ghi ngày trước, tháng sau, ví dụ 05/09/2015.",
    InputCode.BIRTH_FUTURE: "Ngày sinh này chưa tới. Hãy xem lại.",
    InputCode.BIRTH_TOO_LONG_AGO: "Ngày sinh cách đây hơn 25 năm. Hãy xem lại năm sinh.",
    InputCode.SEX_MISSING: "Chưa chọn nam hay nữ.",
    InputCode.NUMBER_NOT_DIGITS: "Số định danh chỉ gồm chữ số. Hãy gõ lại 12 chữ số.",
    InputCode.NUMBER_ROUNDED: "Số này đã bị làm tròn (dạng 1,9E+10). Hãy gõ lại đủ 12 chữ số.",
    InputCode.NUMBER_WRONG_LENGTH: "Số định danh cần đúng 12 chữ số. Chưa biết thì để trống.",
    InputCode.NUMBER_ZEROS_UNSURE: "Thiếu số 0 ở đầu, mà thêm vào thì không khớp năm sinh hoặc giới tính. "
    "Hãy gõ lại đủ 12 chữ số.",
    InputCode.INSURANCE_UNREADABLE: "Mã thẻ BHYT cần 10, 12 hoặc 15 ký tự (loại 15 ký tự bắt đầu bằng hai "
    "chữ cái). Chưa biết thì để trống.",
    InputCode.ETHNIC_GROUP_UNKNOWN: "Không có trong danh mục 54 dân tộc. Hãy chọn trong danh sách gợi ý.",
    InputCode.RESIDENCE_UNKNOWN: "Không có lựa chọn này. Hãy chọn lại.",
    InputCode.NEIGHBOURHOOD_ELSEWHERE: "Em ở nơi khác thì không có tổ dân phố của phường. "
    "Hãy bỏ một trong hai.",
    InputCode.TEXT_HIDDEN_CHARACTER: "Có ký tự ẩn không đọc được. Hãy gõ lại bằng bàn phím.",
    InputCode.TEXT_TOO_LONG: "Dài quá. Hãy ghi ngắn lại.",
    InputCode.PHONE_UNREADABLE: "Không đọc được số điện thoại: cần 10 chữ số, bắt đầu bằng 0.",
    InputCode.RELATION_UNKNOWN: "Không có quan hệ này. Hãy chọn lại.",
    InputCode.GUARDIAN_BLANK: "Hãy ghi họ tên hoặc số điện thoại.",
}
DOUBT: Mapping[IdentifierDoubt, str] = {
    IdentifierDoubt.PROVINCE_UNKNOWN: "Ba số đầu của số định danh không phải mã tỉnh nào trong danh mục.",
    IdentifierDoubt.SEX_DIFFERS: "Số định danh không khớp giới tính.",
    IdentifierDoubt.YEAR_DIFFERS: "Số định danh không khớp năm sinh.",
}


def field_sentences(problems: Iterable[FieldProblem]) -> dict[str, list[str]]:
    """Field -> its sentences, as a refused form takes them."""
    found: dict[str, list[str]] = {}
    for one in problems:
        found.setdefault(one.field, []).append(FIELD[one.code])
    return found


def doubt_sentence(code: str) -> str:
    """What a personal number disagrees with."""
    return DOUBT[IdentifierDoubt(code)]
