"""Builds the workbooks and other files that the guard must refuse, by hand, part by part."""

import io
import zipfile

from casemgmt.intake.ole import OLE

SHEET_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>'
)
RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
WORKBOOK = (
    f'<workbook xmlns="{SHEET_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Mẫu" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
WORKBOOK_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)
OPEN_DOCUMENT = "application/vnd.oasis.opendocument"
SHEET = "xl/worksheets/sheet1.xml"


def text_cell(place, text="x"):
    """One cell with its text inside."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def sheet_xml(rows, before=""):
    """A sheet part from the XML of its rows."""
    return f'{before}<worksheet xmlns="{SHEET_MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def parts(rows='<row r="1"><c r="A1"><v>1</v></c></row>', **other):
    """The parts of a workbook of one sheet; ``other``: name -> part, with ``__`` for ``/``."""
    made = {
        "[Content_Types].xml": CONTENT_TYPES,
        "_rels/.rels": RELATIONS,
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": WORKBOOK_RELATIONS,
        SHEET: sheet_xml(rows),
    }
    return made | other


def packed(contents, compression=zipfile.ZIP_DEFLATED):
    """Parts, name -> text or bytes or pairs, as one archive."""
    target = io.BytesIO()
    pairs = contents.items() if isinstance(contents, dict) else contents
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, part in pairs:
            archive.writestr(name, part)
    return target.getvalue()


def workbook(rows='<row r="1"><c r="A1"><v>1</v></c></row>', **other):
    """A workbook of one sheet as a file."""
    return packed(parts(rows, **other))


def with_flag(content, flag):
    """The archive with a flag bit set on every entry, in both of its directories."""
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= flag
            place = changed.find(mark, place + 4)
    return bytes(changed)


def ole(*stream_names):
    """The beginning of an old binary document that holds streams of some names."""
    return OLE + b"\x00" * 504 + "".join(stream_names).encode("utf-16-le")
