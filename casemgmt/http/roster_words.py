"""Words for taking a class list over: outcomes, fields, absences, obstacles to an undo."""

from collections.abc import Mapping

from casemgmt.domain.rosters.changes import ChangeField
from casemgmt.domain.rosters.taking import Absence
from casemgmt.domain.rosters.undoing import Obstacle

# What a count says before and after taking over: (word, tone, icon); the order is that of the tiles.
OUTCOME: Mapping[str, tuple[str, str, str]] = {
    "new": ("Mới", "ok", "plus"),
    "changed": ("Có thay đổi", "note", "pen"),
    "same": ("Giống hệt", "muted", "ok"),
    "near": ("Cần xem", "watch", "both"),
    "later": ("Còn chờ", "watch", "watch"),
    "rejected": ("Không nhận được", "urgent", "error"),
}
BEFORE = ("new", "changed", "same", "near", "rejected")
AFTER = ("new", "changed", "same", "later", "rejected")

FIELD: Mapping[ChangeField, str] = {
    ChangeField.FULL_NAME: "Họ tên",
    ChangeField.BIRTH: "Ngày sinh",
    ChangeField.SEX: "Giới tính",
    ChangeField.ETHNIC_GROUP: "Dân tộc",
    ChangeField.NEIGHBOURHOOD: "Tổ dân phố",
    ChangeField.PERSONAL_ID: "Số định danh",
    ChangeField.HEALTH_INSURANCE: "Số thẻ BHYT",
    ChangeField.GUARDIAN_NAME: "Người chăm sóc",
    ChangeField.GUARDIAN_PHONE: "Số điện thoại",
}

ABSENCE: Mapping[Absence, str] = {
    Absence.STAYS: "Vẫn học ở lớp, không làm gì",
    Absence.MOVED: "Đã chuyển trường",
    Absence.LEFT: "Đã thôi học",
    Absence.UNKNOWN: "Chưa rõ, cần hỏi lại",
}

OBSTACLE: Mapping[Obstacle, str] = {
    Obstacle.EDITED: "hồ sơ đã được sửa sau khi nhận danh sách",
    Obstacle.EXAMINED: "đã có trong một phiếu khám",
    Obstacle.REFERRED: "đã có phiếu chuyển khám",
    Obstacle.SUGGESTED: "đã có gợi ý hoặc quyết định hỗ trợ",
    Obstacle.LISTED_AGAIN: "đã có trong một danh sách nhận sau đó",
    Obstacle.MOVE_PROPOSED: "đang có đề nghị chuyển trường khác",
    Obstacle.MOVE_DECIDED: "việc chuyển trường đã được xử lý",
    Obstacle.MERGED: "hồ sơ đã được gộp với hồ sơ khác",
    Obstacle.IN_USE: "hồ sơ đang được dùng ở chỗ khác trong sổ",
}


def obstacle_words(codes: tuple[str, ...]) -> str:
    """Why a child stays as it is, as one line."""
    return "; ".join(OBSTACLE[Obstacle(code)] for code in codes)
