"""Domain error → a Vietnamese sentence that says where, what, and what to do."""

from collections.abc import Mapping

from casemgmt.domain import errors
from casemgmt.domain.fields import Problem
from casemgmt.http.roster_messages import FILE

OBSERVATION: Mapping[str, str] = {
    Problem.NOT_A_NUMBER: "Cần một con số. Xin gõ lại.",
    Problem.OUT_OF_RANGE: "Ngoài khoảng có thể: chỉ nhận từ {minimum} đến {maximum} {unit}. "
    "Xin xem lại số vừa gõ.",
    Problem.TOO_FINE: "Nhiều chữ số thập phân quá: nhận {decimals} chữ số sau dấu phẩy.",
    Problem.UNKNOWN_CHOICE: "Không có lựa chọn này. Có thể gõ: {accepted}.",
    Problem.ONLY_ONE_CHOICE: "Chỉ chọn một. Xin xóa bớt.",
    Problem.TOO_LONG: "Dài quá: nhiều nhất {maximum} ký tự.",
    Problem.CONTROL_CHARACTER: "Có ký tự ẩn không đọc được. Xin gõ lại bằng bàn phím.",
    Problem.UNKNOWN_TOOTH: "«{part}»: không có răng này. Răng sữa 51–55, 61–65, 71–75, 81–85; "
    "răng vĩnh viễn 11–17, 21–27, 31–37, 41–47.",
    Problem.UNKNOWN_TOOTH_CODE: "«{part}»: không hiểu tình trạng răng. Ví dụ: "
    "55,64 sâu; 75 trám; 46 bít; 36 mất; 11 chụp; 17 chưa mọc.",
    Problem.SAME_SPACE_TWICE: "«{part}»: răng sữa và răng vĩnh viễn cùng một chỗ. Chỉ ghi răng vĩnh viễn.",
    Problem.TOOTH_TWICE: "«{part}»: răng này ghi hai lần. Xin bỏ một.",
    Problem.TOOTH_WITHOUT_CODE: "«{part}»: chưa ghi tình trạng răng. Ví dụ: 55,64 sâu.",
    Problem.AMBIGUOUS_NUMBER: "Chưa rõ: hãy ghi số phần {per}, ví dụ 8 hoặc 8/{per}; không ghi kiểu 1,0.",
    Problem.CODE_WITHOUT_TOOTH: "«{part}»: chưa ghi răng nào. Ghi số răng hai chữ số, ví dụ: 16 sâu; 36 mất.",
    "unknown_field": "Phiếu không có cột này. Xin tải lại trang.",
}
INPUT: Mapping[str, str] = {
    "login_taken": "Tên đăng nhập này đã có người dùng. Xin chọn tên khác.",
    "bad_login": "Tên đăng nhập dài 2–60 ký tự, chỉ gồm chữ, số và dấu . _ -",
    "name_needed": "Xin ghi họ tên (nhiều nhất 120 ký tự).",
    "school_needed": "Tài khoản y tế trường học cần chọn trường.",
    "own_account": "Không tự khóa tài khoản của chính mình. Hãy nhờ quản trị viên khác.",
    "password_short": "Mật khẩu ngắn quá: cần ít nhất {minimum} ký tự. Nên ghép vài từ rời nhau.",
    "password_long": "Mật khẩu dài quá: nhiều nhất {maximum} ký tự.",
    "password_common": "Mật khẩu dễ đoán (từ thông dụng, tên mình hoặc ký tự lặp lại). Hãy ghép vài từ khác.",
    "instrument_needed": "Chọn ít nhất một nội dung khám.",
    "future_day": "Ngày này chưa tới. Xin xem lại ngày.",
    "before_issue": "Ngày này trước ngày chỉ định chuyển khám. Xin xem lại ngày.",
    "too_long": "Dài quá: nhiều nhất {maximum} ký tự.",
    "reason_length": "Xin ghi lý do từ {minimum} đến {maximum} ký tự, để người sau hiểu vì sao.",
    "no_such_school": "Không có trường tên này trong phường. Hãy thêm trường trước (lệnh school add).",
    "unknown_level": "Không có cấp học này. Chọn một trong: {accepted}.",
    "school_exists": "Trường tên này đã có.",
    "school_wanted": "Chọn trường của danh sách này.",
    "file_needed": "Chưa chọn tệp. Hãy chọn tệp danh sách lớp (.xlsx, .xls, .ods hoặc .csv).",
    "nothing_to_take": "Danh sách không có dòng nào nhận được. Xem các lỗi bên dưới, sửa tệp rồi tải lại.",
    "same_child_twice": "Dòng {row}: em này đã được chọn cho một dòng khác. Mỗi em chỉ ứng với một dòng.",
    "class_too_long": "Tên lớp dài quá {limit} ký tự. Hãy ghi ngắn như 3A.",
    "compared_anew": "Đã so danh sách với trường và lớp vừa chọn. Hãy xem lại rồi bấm nhận lần nữa.",
    "school_year_too_far": "Tiêu đề của tệp ghi năm học {year}, xa quá năm nay. Hãy sửa tiêu đề rồi tải lại.",
    "class_needed": "Chưa biết các em học lớp nào. Hãy ghi tên lớp.",
    "no_such_neighbourhood": "Không có tổ dân phố này trong phường. Hãy chọn lại.",
    "number_taken": "Số định danh này đã ghi cho một em khác trong phường. Hãy xem lại số.",
    "class_wanted": "Chọn lớp của em.",
    "end_reason_wanted": "Chọn em đã đi đâu.",
    "same_child": "Không ghi một em là anh chị em của chính em. Hãy chọn em khác.",
    "certificate_year": "Năm từ {minimum} đến {maximum}. Xin xem lại.",
    "unknown_status": "Chọn diện hộ.",
    "merge_one_record": "Đây là cùng một hồ sơ. Hãy chọn một hồ sơ khác của em.",
    "merge_numbers_differ": "Hai hồ sơ có số khác nhau. Hãy so với giấy tờ rồi đánh dấu ô xác nhận.",
    "merge_enrolment_needed": "Chọn lớp em đang học; các lớp kia sẽ kết thúc.",
    "no_such_indicator": "Không có chỉ số này. Hãy chọn trong danh sách.",
}
STEP: Mapping[str, str] = {
    "day_closed": "Buổi khám này đã khóa sổ nên không ghi thêm được.",
    "step_not_allowed": "Bước này không làm được ở trạng thái hiện tại. Hãy tải lại trang.",
    "not_protectable": "Không che được số nhỏ một cách an toàn nên không công bố bảng này.",
    "address_protected": "Địa chỉ của em này được bảo vệ: chỉ người làm công tác xã hội sửa được liên hệ.",
    "supervisor_clears": "Chỉ giám sát trường hợp bỏ được bảo vệ địa chỉ. Hãy đề nghị người giám sát.",
    "in_no_class": "Em này hiện không học lớp nào nên không có gì để rời.",
    "move_decided": "Việc này đã có người quyết định. Hãy tải lại trang.",
    "merge_same_day": "Hai hồ sơ đều có kết quả khám ngày {days} nên chưa gộp được. Nếu đúng là một em, "
    "hãy xóa trống các ô ghi nhầm trên phiếu ngày đó ở một hồ sơ, rồi gộp lại.",
    "merge_too_late": "Đã quá 30 ngày từ khi gộp nên không hoàn tác được nữa.",
    "merge_newer_first": "Hồ sơ được giữ còn có một lần gộp sau đó. Hãy hoàn tác lần gộp sau trước.",
    "move_overtaken": "Em đã vào lớp khác sau đề nghị này nên không còn rời lớp cũ. Hãy chọn «Không đúng».",
    "taken_by_other": "Danh sách này đã được người khác nhận. Hãy mở lại trang để xem kết quả.",
    "already_taken": "Danh sách này đã được nhận trước đó.",
    "undo_over": "Không còn hoàn tác được: danh sách chưa được nhận hoặc đã hết 30 ngày.",
}
STORE: Mapping[str, str] = {
    "busy": "Máy chủ đang bận ghi việc khác. Chưa lưu được; xin thử lại sau vài giây.",
    "disk_full": "Ổ đĩa của máy chủ đã đầy nên chưa lưu được. Xin báo người quản trị dọn ổ đĩa rồi thử lại.",
    "read_only": "Ổ đĩa của máy chủ đang bị khóa ghi nên chưa lưu được. Xin báo người quản trị.",
    "damaged": "Tệp cơ sở dữ liệu bị hỏng nên máy chủ ngừng ghi để giữ phần còn lại. "
    "Chưa lưu gì; xin báo người quản trị khôi phục bản sao lưu mới nhất.",
    "other_keys": "Các tệp khóa trong thư mục dữ liệu không phải của cơ sở dữ liệu này "
    "(hoặc mục nhật ký cuối đã bị sửa). Chưa ghi gì; hãy chép lại đúng thư mục keys/ từ bản sao lưu.",
    "cannot_unseal": "Không mở được dữ liệu đã niêm phong: khóa của máy không khớp. Xin báo người quản trị.",
    "store_failed": "Cơ sở dữ liệu không ghi được. Chưa lưu gì; xin báo người quản trị.",
}
CODED = frozenset({Problem.NOT_A_NUMBER, Problem.OUT_OF_RANGE, Problem.TOO_FINE})
LONGEST_PART = 40
FIXED: Mapping[type[errors.CasemgmtError], str] = {
    errors.Conflict: "Người khác vừa sửa cùng chỗ này. Xin xem giá trị đang lưu rồi chọn giữ bản nào.",
    errors.KeyReused: "Lần gửi này trùng mã với một lần gửi khác. Xin tải lại trang rồi gõ lại.",
    errors.NotFound: "Không tìm thấy nội dung này, hoặc nội dung không thuộc phạm vi của bạn.",
    errors.NotPermitted: "Tài khoản của bạn không có quyền làm việc này. Nếu cần, hãy hỏi người quản trị.",
    errors.SignInRefused: "Tên đăng nhập hoặc mật khẩu không đúng.",
    errors.TooManyTries: "Đã thử sai nhiều lần. Hãy chờ {minutes} phút rồi thử lại, hoặc nhờ người quản trị.",
}
HTTP: Mapping[int, str] = {
    400: "Trang đã mở lâu quá hoặc yêu cầu không hợp lệ. Nội dung vừa gõ còn giữ trên trang; hãy gửi lại.",
    401: "Phiên làm việc đã hết. Hãy đăng nhập lại; nội dung chưa lưu còn trên trang này.",
    403: "Bạn không có quyền xem trang này.",
    404: "Không tìm thấy trang này. Có thể đường dẫn sai hoặc nội dung không thuộc phạm vi của bạn.",
    405: "Trang này không nhận cách gửi đó.",
    413: "Tệp hoặc nội dung lớn quá. Tệp danh sách lớp nhiều nhất 8 MB.",
    415: "Máy chủ không nhận kiểu nội dung này.",
    422: "Có chỗ chưa đúng. Xin xem các dòng báo lỗi.",
    429: "Gửi nhiều lần quá. Xin chờ một chút.",
    500: "Máy chủ gặp lỗi. Nội dung chưa lưu; xin thử lại và báo người quản trị mã sự cố bên dưới.",
    503: "Máy chủ đang bận. Xin thử lại sau vài giây.",
}


def sentence(error: errors.CasemgmtError) -> str:
    """The sentence for a domain error."""
    table = {
        errors.InvalidObservation: OBSERVATION,
        errors.InvalidInput: INPUT,
        errors.WrongStep: STEP,
        errors.Unavailable: STORE,
        errors.UnreadableFile: FILE,
    }.get(type(error))
    details = {key: shown(value) for key, value in error.details.items()}
    if isinstance(error, errors.TooManyTries):
        details["minutes"] = str(max(1, int(str(error.details["seconds"])) // 60))
    if "part" in details:
        details["part"] = details["part"][:LONGEST_PART]
    problem = str(error.details.get("problem", ""))
    pattern = table[problem] if table else FIXED[type(error)]
    if problem in CODED and details.get("accepted"):
        pattern += " Không đo được bằng số thì gõ: {accepted}."
    return pattern.format_map(_Blank(details))


def http_sentence(status: int) -> str:
    """The sentence for an HTTP status."""
    return HTTP.get(status, HTTP[400] if status < 500 else HTTP[500])


def shown(value: object) -> str:
    """A value inside a sentence: whole numbers bare, decimals with a comma."""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    return str(value)


class _Blank(dict[str, str]):
    """A missing detail shows as nothing rather than failing the answer."""

    def __missing__(self, key: str) -> str:
        return ""
