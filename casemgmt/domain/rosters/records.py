"""What reading a class list gives: children, rows refused, doubts, and what was understood.

Codes only; their Vietnamese sentences are in ``http/roster_messages.py``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from casemgmt.domain.instrument import Sex


class Precision(StrEnum):
    """How much of a birth date is known; the rest of the stored date is 1 and means nothing."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class RowCode(StrEnum):
    """What is wrong with a row, or doubtful in it."""

    # the row is refused
    NAME_MISSING = "name_missing"
    NAME_WITHOUT_LETTERS = "name_without_letters"
    NAME_HIDDEN_CHARACTER = "name_hidden_character"
    NAME_TOO_LONG = "name_too_long"
    NAME_LETTERS_LOST = "name_letters_lost"
    BIRTH_MISSING = "birth_missing"
    BIRTH_UNREADABLE = "birth_unreadable"
    BIRTH_IMPOSSIBLE = "birth_impossible"
    BIRTH_FUTURE = "birth_future"
    BIRTH_TOO_LONG_AGO = "birth_too_long_ago"
    BIRTH_TWICE = "birth_twice"
    CELL_ERROR = "cell_error"
    CELL_FORMULA = "cell_formula"
    ROW_AGAIN = "row_again"
    NUMBER_AGAIN = "number_again"
    # all rows of a list are refused
    BIRTH_COLUMN_MISSING = "birth_column_missing"
    # the row is kept, the value is left out or doubted
    NUMBER_NOT_DIGITS = "number_not_digits"
    NUMBER_ROUNDED = "number_rounded"
    NUMBER_WRONG_LENGTH = "number_wrong_length"
    NUMBER_ZEROS_UNSURE = "number_zeros_unsure"
    NUMBER_PROVINCE_UNKNOWN = "number_province_unknown"
    NUMBER_SEX_DIFFERS = "number_sex_differs"
    NUMBER_YEAR_DIFFERS = "number_year_differs"
    INSURANCE_UNREADABLE = "insurance_unreadable"
    CLASS_DATE_UNSURE = "class_date_unsure"
    CLASS_DATE_UNREADABLE = "class_date_unreadable"
    PHONE_UNREADABLE = "phone_unreadable"
    ETHNIC_GROUP_UNKNOWN = "ethnic_group_unknown"
    SEX_UNREADABLE = "sex_unreadable"
    SEX_TWICE = "sex_twice"
    TEXT_TOO_LONG = "text_too_long"
    TEXT_HIDDEN_CHARACTER = "text_hidden_character"
    SAME_NAME_AND_BIRTH = "same_name_and_birth"


class NoteCode(StrEnum):
    """What was understood of a sheet, or passed over."""

    HEADER_FOUND = "header_found"
    CLASS_FROM_COLUMN = "class_from_column"
    CLASS_FROM_HEADING = "class_from_heading"
    CLASS_FROM_TITLE = "class_from_title"
    CLASS_FROM_TAB = "class_from_tab"
    CLASS_UNKNOWN = "class_unknown"
    CLASS_TITLE_AND_TAB_DIFFER = "class_title_and_tab_differ"
    SEX_FROM_BIRTH_COLUMN = "sex_from_birth_column"
    SEX_NOBODY_MARKED = "sex_nobody_marked"
    COLUMN_PASSED_OVER = "column_passed_over"
    COLUMN_WITHOUT_HEADING = "column_without_heading"
    REMARKS_PASSED_OVER = "remarks_passed_over"
    SPOILED_COLUMN_PASSED_OVER = "spoiled_column_passed_over"
    SECOND_LIST_PASSED_OVER = "second_list_passed_over"
    HIDDEN_COLUMN = "hidden_column"
    HIDDEN_ROWS = "hidden_rows"
    FOOTER_PASSED_OVER = "footer_passed_over"
    SCHOOL_NAMES_DIFFER = "school_names_differ"
    SCHOOL_YEARS_DIFFER = "school_years_differ"
    ENCODING_TCVN3 = "encoding_tcvn3"
    ENCODING_VNI = "encoding_vni"
    ENCODING_MISREAD_UTF8 = "encoding_misread_utf8"
    ENCODING_WINDOWS_1258 = "encoding_windows_1258"
    SHEET_PASSED_OVER = "sheet_passed_over"
    HIDDEN_SHEET_PASSED_OVER = "hidden_sheet_passed_over"
    NAMES_RECASED = "names_recased"
    NUMBER_ZEROS_RESTORED = "number_zeros_restored"
    INSURANCE_ZEROS_RESTORED = "insurance_zeros_restored"
    CLASS_DATES = "class_dates"
    PHONE_ZEROS_RESTORED = "phone_zeros_restored"
    PHONE_FIRST_OF_SEVERAL = "phone_first_of_several"
    BIRTH_YEAR_ONLY = "birth_year_only"
    BIRTH_SERIALS = "birth_serials"
    BIRTH_MAYBE_SWAPPED = "birth_maybe_swapped"


class FileCode(StrEnum):
    """Why a whole file cannot be read; the ``problem`` of ``UnreadableFile``."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    WORD_DOCUMENT = "word_document"
    PASSWORD = "password"
    BINARY_WORKBOOK = "binary_workbook"
    OPEN_DOCUMENT = "open_document"
    TOO_OLD_EXCEL = "too_old_excel"
    PDF = "pdf"
    PICTURE = "picture"
    WEB_PAGE = "web_page"
    NOT_A_WORKBOOK = "not_a_workbook"
    TEXT_ENCODING = "text_encoding"
    TEXT_NOT_A_TABLE = "text_not_a_table"
    DAMAGED = "damaged"
    MACROS = "macros"
    UNSAFE_PARTS = "unsafe_parts"
    TOO_MANY_PARTS = "too_many_parts"
    UNPACKS_TOO_BIG = "unpacks_too_big"
    FORBIDDEN_XML = "forbidden_xml"
    FAR_CELL = "far_cell"
    TOO_MANY_CELLS = "too_many_cells"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_HEADERS = "too_many_headers"
    TOO_MUCH_TEXT = "too_much_text"
    PARSER_STOPPED = "parser_stopped"
    TOOK_TOO_LONG = "took_too_long"
    NO_CLASS_LIST = "no_class_list"


@dataclass(frozen=True)
class ChildRecord:
    """One child as a row states it.

    Attributes:
        full_name: as shown (title case, NFC, single blanks).
        name_as_typed: the cell's own text; of two cells, joined by a blank.
        dob: day and month mean nothing beyond ``dob_precision``.
        sex: None where the list does not say.
        class_name: None where neither row, heading, title nor tab names one.
        personal_id: 12 digits, zeros restored; None where absent or unreadable.
        health_insurance: 10, 12 or 15 characters, as on the card; None where absent or unreadable.
        ethnic_group: code of ``codelists/ethnic_groups.csv``; None where absent or unknown.
        guardian_relation: ``father``, ``mother`` or None where the heading does not say.
        guardian_phone: from 0; None where absent or unreadable.
        neighbourhood: as typed.
        row_number: as people count, from 1.
        repairs: codes of ``NoteCode`` for what was put right in this row.
    """

    full_name: str
    name_as_typed: str
    dob: date
    dob_precision: Precision
    sex: Sex | None
    class_name: str | None
    sheet: str
    row_number: int
    personal_id: str | None = None
    ethnic_group: str | None = None
    guardian_name: str | None = None
    guardian_relation: str | None = None
    guardian_phone: str | None = None
    neighbourhood: str | None = None
    repairs: tuple[NoteCode, ...] = ()
    health_insurance: str | None = None


@dataclass(frozen=True)
class RowProblem:
    """A row refused or doubted: where, what, and what the sentence needs.

    Attributes:
        row: as people count, from 1.
        column_letter: None where the problem is the row as a whole.
        params: name -> text; personal numbers and phones only masked.
    """

    sheet: str
    row: int
    column_letter: str | None
    code: RowCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Note:
    """Something understood or passed over in a sheet; ``params``: name -> text."""

    sheet: str
    code: NoteCode
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RosterReading:
    """Everything read from one file.

    Attributes:
        children: rows that can be imported, in file order.
        problems: why rows are refused; one row may have several.
        warnings: rows that are kept all the same.
        school_name: from the title block; None where it names none.
        school_year: the year it begins; None where no title names one.
    """

    children: tuple[ChildRecord, ...]
    problems: tuple[RowProblem, ...] = ()
    warnings: tuple[RowProblem, ...] = ()
    notes: tuple[Note, ...] = ()
    school_name: str | None = None
    school_year: int | None = None

    @property
    def rejected(self) -> tuple[tuple[str, int], ...]:
        """(sheet, row) of every row refused, once each, in file order."""
        return tuple(dict.fromkeys((problem.sheet, problem.row) for problem in self.problems))
