"""What the guard lets through and what it refuses, before any parser sees the file."""

import io
import time
import zipfile

import pytest

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.intake.guard import FileKind, check_workbook, file_kind, repacked
from tests.intake import hostile


def guarded(content):
    """As the child does it: the kind first, the parts of a workbook next."""
    return check_workbook(content) if file_kind(content) is FileKind.WORKBOOK else None


def refusal(content):
    with pytest.raises(UnreadableFile) as refused:
        guarded(content)
    return refused.value.details["problem"]


def test_a_sound_workbook_passes_with_its_parts():
    checked = check_workbook(hostile.workbook())

    assert checked.scans[hostile.SHEET].cells == 1
    assert (checked.scans[hostile.SHEET].rows, checked.scans[hostile.SHEET].columns) == (1, 1)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", FileCode.EMPTY, id="no byte"),
        pytest.param(b" \r\n\x00 ", FileCode.EMPTY, id="only blanks"),
        pytest.param(b"PK\x03\x04" + b"0" * 20_000_000, FileCode.TOO_BIG, id="20 MB"),
        pytest.param(b"%PDF-1.7 ...", FileCode.PDF, id="pdf"),
        pytest.param(b"\x89PNG\r\n\x1a\n", FileCode.PICTURE, id="picture"),
        pytest.param(b"\xff\xd8\xff\xe0", FileCode.PICTURE, id="photo"),
        pytest.param(b"\r\n<!DOCTYPE html><table>", FileCode.WEB_PAGE, id="web page"),
        pytest.param(b"\xef\xbb\xbf<?xml version='1.0'?>", FileCode.WEB_PAGE, id="bare xml"),
        pytest.param(b"{\\rtf1 x}", FileCode.WORD_DOCUMENT, id="rich text"),
        pytest.param(hostile.ole("PowerPoint Document"), FileCode.NOT_A_WORKBOOK, id="ppt"),
        pytest.param(hostile.ole("Workbook", "_VBA_PROJECT_CUR"), FileCode.MACROS, id="xls with macros"),
        pytest.param(b"\x09\x04\x06\x00\x00\x00\x10\x00", FileCode.TOO_OLD_EXCEL, id="Excel 4"),
        pytest.param(hostile.ole("WordDocument"), FileCode.WORD_DOCUMENT, id="doc"),
        pytest.param(hostile.ole("EncryptedPackage"), FileCode.PASSWORD, id="xlsx with a password"),
        pytest.param(b"PK\x03\x04 but no archive", FileCode.DAMAGED, id="only the first bytes of a zip"),
        pytest.param(hostile.workbook()[:-40], FileCode.DAMAGED, id="cut off"),
        pytest.param(
            hostile.packed({"[Content_Types].xml": "<T/>", "word/document.xml": "<d/>"}),
            FileCode.WORD_DOCUMENT,
            id="docx renamed",
        ),
        pytest.param(
            hostile.packed({"mimetype": f"{hostile.OPEN_DOCUMENT}.text", "content.xml": "<d/>"}),
            FileCode.OPEN_DOCUMENT,
            id="odt",
        ),
        pytest.param(
            hostile.packed({"[Content_Types].xml": "<T/>", "xl/workbook.bin": "x"}),
            FileCode.BINARY_WORKBOOK,
            id="xlsb",
        ),
        pytest.param(hostile.packed({"a.txt": "x"}), FileCode.NOT_A_WORKBOOK, id="any zip"),
        pytest.param(hostile.packed({}), FileCode.NOT_A_WORKBOOK, id="an empty zip"),
    ],
)
def test_a_file_is_told_by_its_content(content, code):
    assert refusal(content) is code


def test_text_is_taken_for_a_table():
    assert file_kind("STT;Họ và tên".encode()) is FileKind.TEXT


# --- the archive ---


def test_macros_are_refused():
    with_macro = hostile.workbook(**{"xl/vbaProject.bin": b"x"})
    enabled = hostile.CONTENT_TYPES.replace("sheet.main", "sheet.macroEnabled.main")

    assert refusal(with_macro) is FileCode.MACROS
    assert refusal(hostile.workbook(**{"[Content_Types].xml": enabled})) is FileCode.MACROS


@pytest.mark.parametrize("name", ["/etc/x.xml", "../x.xml", "xl/../../x.xml", "..\\x.xml", "C:/x.xml"])
def test_parts_that_leave_their_folder_are_refused(name):
    assert refusal(hostile.workbook(**{name: "<x/>"})) is FileCode.UNSAFE_PARTS


def test_two_parts_of_one_name_are_refused():
    twice = [*hostile.parts().items(), (hostile.SHEET.upper(), hostile.sheet_xml(""))]

    assert refusal(hostile.packed(twice)) is FileCode.UNSAFE_PARTS


def test_encrypted_parts_are_refused():
    assert refusal(hostile.with_flag(hostile.workbook(), 0x1)) is FileCode.UNSAFE_PARTS


def test_links_are_refused():
    link = zipfile.ZipInfo("xl/link.xml")
    link.external_attr = 0o120777 << 16

    assert refusal(hostile.packed([*hostile.parts().items(), (link, "/etc/passwd")])) is FileCode.UNSAFE_PARTS


def test_an_odd_compression_is_refused():
    assert refusal(hostile.packed(hostile.parts(), zipfile.ZIP_LZMA)) is FileCode.UNSAFE_PARTS


def test_too_many_parts_are_refused():
    many = {f"xl/media/{number}.png": b"" for number in range(201)}

    assert refusal(hostile.workbook(**many)) is FileCode.TOO_MANY_PARTS


def test_a_bomb_is_refused_by_what_comes_out_of_it():
    bomb = hostile.workbook(**{"xl/media/a.bin": b"\x00" * 101 * 1024 * 1024})

    assert len(bomb) < 200_000
    assert refusal(bomb) is FileCode.UNPACKS_TOO_BIG


def test_a_part_with_a_wrong_checksum_is_refused():
    content = bytearray(hostile.packed(hostile.parts(), zipfile.ZIP_STORED))
    content[content.index(b"<v>1</v>") + 3] = ord("2")

    assert refusal(bytes(content)) is FileCode.DAMAGED


# --- the XML ---


def sheet_with(before="", rows=""):
    return hostile.workbook(**{hostile.SHEET: hostile.sheet_xml(rows, before)})


def test_entities_are_refused():
    outside = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'

    assert refusal(sheet_with(outside, hostile.text_cell("A1", "&e;"))) is FileCode.FORBIDDEN_XML
    assert refusal(sheet_with(laughs)) is FileCode.FORBIDDEN_XML
    assert refusal(sheet_with("<!DOCTYPE worksheet>")) is FileCode.FORBIDDEN_XML


@pytest.mark.parametrize("name", ["docProps/core.xml", "_rels/.rels", "xl/sharedStrings.xml"])
def test_entities_are_refused_in_every_part(name):
    assert refusal(hostile.workbook(**{name: "<!DOCTYPE x><x/>"})) is FileCode.FORBIDDEN_XML


def test_other_encodings_that_could_hide_them_are_refused():
    hidden = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    marked = '<?xml version="1.0" encoding="utf-7"?><x/>'

    assert refusal(hostile.workbook(**{"docProps/core.xml": hidden})) is FileCode.DAMAGED
    assert refusal(hostile.workbook(**{"docProps/core.xml": marked})) is FileCode.DAMAGED


def test_a_deep_tree_is_refused_before_it_is_built():
    deep = "<a>" * 60_000 + "</a>" * 60_000
    started = time.perf_counter()

    assert refusal(hostile.workbook(**{"docProps/core.xml": deep})) is FileCode.FORBIDDEN_XML
    assert time.perf_counter() - started < 2


def test_too_many_attributes_are_refused():
    attributes = " ".join(f"b{number}='x'" for number in range(101))
    wide = f"<a {attributes}/>"

    assert refusal(hostile.workbook(**{"docProps/core.xml": wide})) is FileCode.FORBIDDEN_XML


def test_xml_that_does_not_end_is_refused():
    assert refusal(hostile.workbook(**{"xl/styles.xml": "<a><b>"})) is FileCode.DAMAGED


# --- the cells ---


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>', id="last cell"),
        pytest.param('<row r="5001"><c r="A5001"><v>1</v></c></row>', id="one row too far"),
        pytest.param('<row r="1"><c r="GS1"><v>1</v></c></row>', id="one column too far"),
        pytest.param('<row r="5001"><c><v>1</v></c></row>', id="row stated, cell not"),
        pytest.param('<row r="1"><c r="a99999999"><v>1</v></c></row>', id="too many digits"),
        pytest.param('<row r="1"><c r="XFD9" t="e"/></row>', id="an error"),
        pytest.param('<row r="1"><c r="XFD9"><f>1</f></c></row>', id="a formula"),
        pytest.param("<row>" + "<c><v>1</v></c>" * 201 + "</row>", id="counted along the row"),
        pytest.param(
            '<x:row xmlns:x="u" r="1"><x:c r="XFD9"><x:v>1</x:v></x:c></x:row>', id="under another prefix"
        ),
    ],
)
def test_a_far_cell_is_refused(rows):
    assert refusal(hostile.workbook(rows)) is FileCode.FAR_CELL


def test_a_far_cell_without_content_does_no_harm():
    styled = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576" ht="15"/>'

    assert check_workbook(hostile.workbook(styled)).scans[hostile.SHEET].columns == 1


def test_the_last_cell_allowed_passes():
    far = '<row r="1"><c r="GR1"><v>1</v></c></row>'

    assert check_workbook(hostile.workbook(far)).scans[hostile.SHEET].columns == 200


def test_a_sheet_that_is_full_to_its_corners_is_refused():
    corners = '<row r="1"><c r="A1"><v>1</v></c></row><row r="5000"><c r="GR5000"><v>1</v></c></row>'

    assert refusal(hostile.workbook(corners)) is FileCode.TOO_MANY_CELLS


def test_a_sheet_is_known_by_what_it_holds_not_by_its_name():
    elsewhere = hostile.sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')

    assert refusal(hostile.workbook(**{"xl/theme/theme1.xml": elsewhere})) is FileCode.FAR_CELL


def test_what_is_handed_on_is_what_was_checked():
    content = hostile.workbook(**{"xl/media/a.png": b"x", "xl/embeddings/b.bin": b"x"})

    with zipfile.ZipFile(io.BytesIO(repacked(check_workbook(content)))) as archive:
        assert set(archive.namelist()) == set(hostile.parts())
