"""Every sentence about an uploaded class list: where, what, and what to do.

Personal numbers and phones reach these sentences only masked.
"""

from collections.abc import Mapping

from casemgmt.domain.matching import Reason
from casemgmt.domain.rosters.records import FileCode, Note, NoteCode, RowCode, RowProblem

_WANTED = "Cần tệp .xlsx, .xls, .ods hoặc .csv."
_SAVE_AGAIN = "Hãy mở tệp bằng Excel, chọn Lưu thành (Save As) → Excel Workbook (.xlsx), rồi tải lại."

FILE: Mapping[str, str] = {
    FileCode.EMPTY: "Tệp trống, không có ô nào có chữ. Hãy chọn đúng tệp danh sách lớp.",
    FileCode.TOO_BIG: "Tệp lớn quá: nhiều nhất 8 MB. Hãy xóa ảnh trong tệp hoặc chia thành nhiều tệp, "
    "mỗi lớp một tệp.",
    FileCode.WORD_DOCUMENT: f"Đây là tệp Word. {_WANTED} Hãy chép bảng sang Excel rồi lưu thành .xlsx.",
    FileCode.TOO_OLD_EXCEL: f"Đây là tệp Excel đời rất cũ (trước năm 1995). {_SAVE_AGAIN}",
    FileCode.PASSWORD: "Tệp có đặt mật khẩu nên không mở được. Hãy bỏ mật khẩu của tệp, lưu lại rồi tải lên.",
    FileCode.BINARY_WORKBOOK: f"Đây là tệp Excel nhị phân (.xlsb). {_SAVE_AGAIN}",
    FileCode.OPEN_DOCUMENT: f"Đây là tệp LibreOffice nhưng không phải bảng tính (.ods). {_WANTED}",
    FileCode.PDF: f"Đây là tệp PDF. {_WANTED} Hãy xin nhà trường tệp Excel gốc.",
    FileCode.PICTURE: f"Đây là ảnh. {_WANTED} Hãy xin nhà trường tệp Excel gốc.",
    FileCode.WEB_PAGE: f"Tệp này là trang web hoặc XML được đổi tên. {_SAVE_AGAIN}",
    FileCode.NOT_A_WORKBOOK: f"Tệp này không phải bảng tính. {_WANTED}",
    FileCode.TEXT_ENCODING: "Không nhận ra bảng mã của tệp chữ này (đã thử UTF-8, Windows-1258, TCVN3, VNI). "
    "Hãy mở bằng Excel, chọn Lưu thành → CSV UTF-8 hoặc .xlsx, rồi tải lại.",
    FileCode.TEXT_NOT_A_TABLE: f"Tệp chữ này không chia thành cột bằng dấu ; , hoặc Tab. {_WANTED}",
    FileCode.DAMAGED: f"Tệp hỏng hoặc không trọn vẹn nên không mở được. {_SAVE_AGAIN}",
    FileCode.MACROS: "Tệp có macro nên không nhận vì lý do an toàn. "
    "Hãy chọn Lưu thành → Excel Workbook (.xlsx), loại không có macro.",
    FileCode.UNSAFE_PARTS: "Bên trong tệp có phần bị mã hóa, trùng tên hoặc đặt sai chỗ, không an "
    f"toàn. {_SAVE_AGAIN}",
    FileCode.TOO_MANY_PARTS: f"Bên trong tệp có quá nhiều phần (nhiều nhất {{limit}}). Hãy xóa ảnh "
    f"trong tệp. {_SAVE_AGAIN}",
    FileCode.UNPACKS_TOO_BIG: "Tệp khi mở ra lớn quá (nhiều nhất 100 MB). "
    "Hãy chép riêng danh sách sang một tệp Excel mới rồi tải lại.",
    FileCode.FORBIDDEN_XML: f"Bên trong tệp có nội dung không được phép. {_SAVE_AGAIN}",
    FileCode.FAR_CELL: "Có ô nằm quá xa: chỉ nhận đến dòng {rows} và cột thứ {columns}. "
    "Hãy xóa các dòng, cột thừa ở xa hoặc chép danh sách sang tệp mới.",
    FileCode.TOO_MANY_CELLS: "Bảng tính lớn quá (nhiều nhất {limit} ô). Hãy chia thành nhiều tệp, mỗi "
    "lớp một tệp.",
    FileCode.TOO_MANY_ROWS: "Nhiều quá: mỗi lần nhận nhiều nhất {limit} dòng. Hãy chia thành nhiều tệp.",
    FileCode.TOO_MANY_HEADERS: "Có quá nhiều dòng tiêu đề (nhiều nhất {limit}). "
    "Hãy chia thành nhiều trang tính, mỗi lớp một trang.",
    FileCode.TOO_MUCH_TEXT: "Trong tệp có quá nhiều chữ. Hãy chỉ giữ lại bảng danh sách rồi tải lại.",
    FileCode.PARSER_STOPPED: "Máy không đọc được tệp này. Hãy chép danh sách sang một tệp Excel mới rồi "
    "tải lại; "
    "nếu vẫn lỗi, báo người quản trị.",
    FileCode.TOOK_TOO_LONG: "Đọc tệp lâu quá nên đã dừng. Hãy chép danh sách sang một tệp Excel mới rồi "
    "tải lại.",
    FileCode.NO_CLASS_LIST: "Không tìm thấy dòng tiêu đề của danh sách. Cần một dòng có cột «Họ và tên» "
    "và ít nhất một cột khác như «Ngày sinh», «Lớp».",
}

_NOT_TAKEN = "Em này vẫn được nhận nhưng không kèm số."
ROW: Mapping[RowCode, str] = {
    RowCode.NAME_MISSING: "Thiếu họ tên. Hãy ghi họ tên hoặc xóa dòng này.",
    RowCode.NAME_WITHOUT_LETTERS: "«{typed}» không phải họ tên. Hãy xem lại, có thể các cột bị lệch.",
    RowCode.NAME_HIDDEN_CHARACTER: "Họ tên có ký tự ẩn ở vị trí {place}. Hãy gõ lại họ tên bằng bàn phím.",
    RowCode.NAME_TOO_LONG: "Họ tên dài quá {limit} ký tự. Hãy xem lại ô này.",
    RowCode.NAME_LETTERS_LOST: "«{typed}» có chữ đã mất, chỉ còn dấu hỏi. Hãy lưu lại tệp gốc thành .xlsx "
    "hoặc CSV UTF-8, hoặc gõ lại họ tên.",
    RowCode.BIRTH_MISSING: "Thiếu ngày sinh. Hãy ghi ngày/tháng/năm; nếu chỉ biết năm thì ghi năm.",
    RowCode.BIRTH_UNREADABLE: "«{typed}» không đọc được là ngày sinh. Hãy ghi kiểu ngày/tháng/năm, ví "
    "dụ 05/09/2015.",
    RowCode.BIRTH_IMPOSSIBLE: "«{typed}»: không có ngày này. Hãy ghi ngày trước, tháng sau, ví dụ "
    "05/09/2015.",
    RowCode.BIRTH_FUTURE: "Ngày sinh «{typed}» sau hôm nay ({today}). Hãy xem lại.",
    RowCode.BIRTH_TOO_LONG_AGO: "Ngày sinh «{typed}» cách đây hơn {years} năm. Hãy xem lại năm sinh.",
    RowCode.BIRTH_TWICE: "Có ngày sinh ở cả cột Nam và cột Nữ. Hãy xóa một bên.",
    RowCode.CELL_ERROR: "Ô «{heading}» đang báo lỗi của Excel (như #N/A). Hãy gõ lại giá trị vào ô.",
    RowCode.CELL_FORMULA: "Ô «{heading}» là công thức. Hãy chép cả cột rồi Dán đặc biệt → Giá trị "
    "(Paste Values).",
    RowCode.ROW_AGAIN: "Em này đã có ở {other}. Nếu là hai em khác nhau, hãy ghi số định danh; nếu "
    "không, xóa một dòng.",
    RowCode.NUMBER_AGAIN: "Số định danh {typed} cũng ghi cho em ở {other}. Hãy sửa số của một trong hai em.",
    RowCode.BIRTH_COLUMN_MISSING: "Bảng có tiêu đề ở dòng {header_row} không có cột «Ngày sinh» nên các dòng "
    "đến dòng {last_row} chưa nhận được. Hãy thêm cột «Ngày sinh».",
    RowCode.NUMBER_NOT_DIGITS: f"Số định danh «{{typed}}» có ký tự không phải chữ số. {_NOT_TAKEN} Hãy "
    "gõ lại 12 chữ số.",
    RowCode.NUMBER_ROUNDED: "Số định danh đã bị Excel làm tròn (dạng 1,9E+10) nên mất chữ số. "
    f"{_NOT_TAKEN} Hãy định dạng cột là Văn bản (Text) rồi gõ lại.",
    RowCode.NUMBER_WRONG_LENGTH: f"Số định danh {{typed}} có {{digits}} chữ số, cần 12. {_NOT_TAKEN} "
    "Hãy xem lại.",
    RowCode.NUMBER_ZEROS_UNSURE: "Số định danh thiếu số 0 ở đầu; nếu thêm thành {typed} thì không khớp "
    "năm sinh "
    f"hoặc giới tính. {_NOT_TAKEN} Hãy gõ lại đủ 12 chữ số.",
    RowCode.NUMBER_PROVINCE_UNKNOWN: "Số định danh {typed}: ba số đầu không phải mã tỉnh nào trong danh "
    "mục. Hãy xem lại.",
    RowCode.NUMBER_SEX_DIFFERS: "Số định danh {typed} không khớp giới tính. Hãy xem lại số hoặc giới tính.",
    RowCode.NUMBER_YEAR_DIFFERS: "Số định danh {typed} không khớp năm sinh. Hãy xem lại số hoặc ngày sinh.",
    RowCode.INSURANCE_UNREADABLE: "Mã BHYT «{typed}» không đúng dạng (cần 10 chữ số, 12 chữ số, hoặc 15 "
    "ký tự như HS4…). Em này vẫn được nhận nhưng không kèm mã BHYT. Hãy xem lại thẻ.",
    RowCode.CLASS_DATE_UNSURE: "Excel đã đổi tên lớp thành ngày {typed}. Đã đọc là lớp {class_name}, nhưng "
    "cũng có thể là {second}. Hãy xem lại lớp của em này.",
    RowCode.CLASS_DATE_UNREADABLE: "Excel đã đổi tên lớp thành ngày {typed} nên không đọc lại được. Em này "
    "vẫn được nhận; hãy gõ lại tên lớp (định dạng ô là Văn bản).",
    RowCode.PHONE_UNREADABLE: "Số điện thoại «{typed}» không đọc được (cần 10 chữ số, bắt đầu bằng 0). "
    "Em này vẫn được nhận nhưng không kèm số điện thoại.",
    RowCode.ETHNIC_GROUP_UNKNOWN: "«{typed}» không có trong danh mục 54 dân tộc. Em này vẫn được nhận, "
    "để trống dân tộc.",
    RowCode.SEX_UNREADABLE: "«{typed}» không hiểu là nam hay nữ. Em này vẫn được nhận, để trống giới tính. "
    "Hãy ghi Nam hoặc Nữ.",
    RowCode.SEX_TWICE: "Đánh dấu cả cột Nam và cột Nữ. Em này vẫn được nhận, để trống giới tính. Hãy "
    "xóa một bên.",
    RowCode.TEXT_TOO_LONG: "Ô «{heading}» dài quá {limit} ký tự nên để trống. Hãy ghi ngắn lại.",
    RowCode.TEXT_HIDDEN_CHARACTER: "Ô «{heading}» có ký tự ẩn ở vị trí {place} nên để trống. Hãy gõ lại "
    "ô này.",
    RowCode.SAME_NAME_AND_BIRTH: "Trùng họ tên và ngày sinh với em ở {other}. Cả hai vẫn được nhận; hãy "
    "xem có phải một em không.",
}

NOTE: Mapping[NoteCode, str] = {
    NoteCode.HEADER_FOUND: "Dòng tiêu đề: dòng {row}.",
    NoteCode.CLASS_FROM_COLUMN: "Lớp lấy từ cột «Lớp».",
    NoteCode.CLASS_FROM_HEADING: "Lớp {class_name} lấy từ dòng ghi tên lớp trong bảng.",
    NoteCode.CLASS_FROM_TITLE: "Lớp {class_name} lấy từ tiêu đề của bảng.",
    NoteCode.CLASS_FROM_TAB: "Lớp {class_name} lấy từ tên trang tính.",
    NoteCode.CLASS_UNKNOWN: "Chưa biết lớp của {count} em. Hãy ghi tên lớp khi nhận.",
    NoteCode.CLASS_TITLE_AND_TAB_DIFFER: "Tiêu đề ghi lớp {title} nhưng tên trang tính là {tab}: đã lấy "
    "theo tiêu đề. "
    "Hãy xem lại trước khi nhận.",
    NoteCode.SEX_FROM_BIRTH_COLUMN: "Giới tính lấy từ cột ngày sinh Nam và Nữ.",
    NoteCode.SEX_NOBODY_MARKED: "Cột đánh dấu giới tính trống cả nên để trống giới tính, không coi là "
    "nam hết.",
    NoteCode.COLUMN_PASSED_OVER: "Cột {column} «{heading}» không nhận.",
    NoteCode.COLUMN_WITHOUT_HEADING: "Cột {column} không có tiêu đề nên không nhận.",
    NoteCode.REMARKS_PASSED_OVER: "Cột {column} «{heading}» không bao giờ được nhận, vì có thể chứa "
    "chuyện riêng của gia đình.",
    NoteCode.SPOILED_COLUMN_PASSED_OVER: "Cột {column} «{heading}» không nhận. Excel đã đổi {count} giá trị "
    "trong cột này (như 8/10) thành ngày tháng.",
    NoteCode.SECOND_LIST_PASSED_OVER: "Từ cột {column} còn một danh sách nữa nằm bên cạnh, CHƯA được đọc. "
    "Hãy chuyển danh sách đó xuống dưới hoặc sang trang tính khác rồi tải lại.",
    NoteCode.HIDDEN_COLUMN: "Cột {column} «{heading}» đang ẩn trong tệp, vẫn được xem như các cột khác. "
    "Hãy hiện cột (Unhide) để so lại.",
    NoteCode.HIDDEN_ROWS: "Dòng {rows} đang ẩn trong tệp, vẫn được đọc. Hãy hiện dòng (Unhide) để so lại.",
    NoteCode.FOOTER_PASSED_OVER: "Bỏ qua dòng không phải là trẻ (tổng cộng, chữ ký, tiêu đề): {rows}.",
    NoteCode.SCHOOL_NAMES_DIFFER: "Các trang tính ghi tên trường khác nhau: {names}. Đã lấy tên đầu; "
    "hãy xem lại.",
    NoteCode.SCHOOL_YEARS_DIFFER: "Các trang tính ghi năm học khác nhau: {years}. Đã lấy năm học đầu; "
    "hãy xem lại.",
    NoteCode.ENCODING_TCVN3: "{count} ô viết bằng phông TCVN3 (ABC, như .VnTime) đã được đổi sang Unicode. "
    "Hãy so vài họ tên với danh sách gốc.",
    NoteCode.ENCODING_VNI: "{count} ô viết bằng phông VNI (như VNI-Times) đã được đổi sang Unicode. "
    "Hãy so vài họ tên với danh sách gốc.",
    NoteCode.ENCODING_MISREAD_UTF8: "{count} ô bị lỗi bảng mã (như Nguyá»…n) đã được khôi phục dấu tiếng "
    "Việt. Hãy so vài họ tên với danh sách gốc.",
    NoteCode.ENCODING_WINDOWS_1258: "Tệp theo bảng mã cũ Windows-1258; {count} ô có dấu đã được đổi sang "
    "Unicode. Hãy so vài họ tên với danh sách gốc.",
    NoteCode.SHEET_PASSED_OVER: "Không phải danh sách lớp nên bỏ qua.",
    NoteCode.HIDDEN_SHEET_PASSED_OVER: "Trang tính đang ẩn nên bỏ qua. Nếu cần, hãy hiện trang tính "
    "(Unhide) rồi tải lại.",
    NoteCode.NAMES_RECASED: "{count} họ tên viết hoa hoặc viết thường được đổi thành viết hoa chữ đầu.",
    NoteCode.NUMBER_ZEROS_RESTORED: "{count} số định danh mất số 0 ở đầu đã được thêm lại cho đủ 12 chữ số.",
    NoteCode.INSURANCE_ZEROS_RESTORED: "{count} mã BHYT mất số 0 ở đầu đã được thêm lại cho đủ 10 chữ số. "
    "Hãy xem lại.",
    NoteCode.CLASS_DATES: "{count} tên lớp bị Excel đổi thành ngày tháng đã được đọc lại (như 1/2).",
    NoteCode.PHONE_ZEROS_RESTORED: "{count} số điện thoại mất số 0 ở đầu đã được thêm lại.",
    NoteCode.PHONE_FIRST_OF_SEVERAL: "{count} ô có nhiều số điện thoại: đã lấy số đầu tiên đọc được.",
    NoteCode.BIRTH_YEAR_ONLY: "{count} em chỉ ghi năm (hoặc tháng và năm) sinh: giữ nguyên như vậy, "
    "không thêm ngày.",
    NoteCode.BIRTH_SERIALS: "{count} ngày sinh ở dạng số đếm ngày của Excel đã được đổi thành ngày. Hãy "
    "xem lại.",
    NoteCode.BIRTH_MAYBE_SWAPPED: "{count} ngày sinh có thể bị Excel đảo ngày với tháng (mọi ngày đều "
    "từ 12 trở xuống). "
    "Hãy so với danh sách gốc trước khi nhận.",
}

REASON: Mapping[str, str] = {
    Reason.NUMBER_SAME: "cùng số định danh",
    Reason.NUMBERS_DIFFER: "hai số định danh khác nhau",
    Reason.INSURANCE_SAME: "cùng số thẻ bảo hiểm y tế",
    Reason.NAME_SAME: "cùng họ tên",
    Reason.NAME_WITHOUT_MARKS: "cùng họ tên, một bên thiếu dấu",
    Reason.NAME_TELEX: "cùng họ tên, một bên gõ thiếu bộ gõ tiếng Việt",
    Reason.NAME_MIDDLE_DIFFERS: "cùng họ và tên, chữ đệm thiếu, viết tắt hoặc khác",
    Reason.NAME_ONE_LETTER: "họ tên chỉ khác nhau một chữ cái hoặc khác dấu",
    Reason.NAME_FAMILY_DIFFERS: "cùng tên và chữ đệm, khác họ",
    Reason.NAME_DIFFERS: "họ tên khác nhau",
    Reason.BIRTH_SAME: "cùng ngày sinh",
    Reason.BIRTH_LESS_PRECISE: "ngày sinh chưa ghi đủ để so",
    Reason.BIRTH_TURNED_ROUND: "ngày và tháng sinh đảo nhau",
    Reason.BIRTH_ONE_PART_DIFFERS: "ngày sinh khác nhau một chỗ",
    Reason.BIRTH_DIFFERS: "ngày sinh khác nhau",
    Reason.BIRTH_UNKNOWN: "hồ sơ chưa có ngày sinh",
    Reason.SEX_DIFFERS: "giới tính khác nhau",
    Reason.MAYBE_TWIN: "có thể là hai em sinh đôi: chỉ khác tên",
    Reason.NUMBER_OF_ANOTHER: "số ghi trong danh sách là số của em khác",
    Reason.SEVERAL_ALIKE: "có nhiều em giống nhau",
    Reason.TWO_ROWS_ONE_CHILD: "hai dòng của danh sách cùng giống một em",
    Reason.OTHER_SCHOOL: "em đang học ở trường khác",
    Reason.LEFT_BEFORE: "sổ ghi em đã thôi học, chuyển đi hoặc đã mất",
}


def problem_place(problem: RowProblem) -> str:
    """Where a problem stands: ``Trang tính «1A», dòng 12, cột C``."""
    column = f", cột {problem.column_letter}" if problem.column_letter else ""
    row = f"dòng {problem.row}{column}"
    return f"Trang tính «{problem.sheet}», {row}" if problem.sheet else row[0].upper() + row[1:]


def problem_sentence(problem: RowProblem) -> str:
    """What is wrong with a row and what to do; the place is said by ``problem_place``."""
    given = dict(problem.params)
    other_row, other_sheet = given.pop("other_row", ""), given.pop("other_sheet", problem.sheet)
    elsewhere = f" trang tính «{other_sheet}»" if other_sheet != problem.sheet else ""
    return ROW[problem.code].format_map(given | {"other": f"dòng {other_row}{elsewhere}"})


def note_sentence(note: Note) -> str:
    """What was understood or passed over, with the sheet where the file has names for them."""
    said = NOTE[note.code].format_map(dict(note.params))
    return f"Trang tính «{note.sheet}»: {said}" if note.sheet else said


def match_sentence(reason: str) -> str:
    """Why a child may be one of the register."""
    return REASON[reason]
