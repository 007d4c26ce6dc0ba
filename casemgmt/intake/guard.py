"""What a file really is, and whether it is safe to open: decided before any parser sees it.

Nothing a file says about itself is believed: the kind is told by content, sizes are counted
while reading, and only the parts that were checked are handed on.
"""

import io
import stat
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum

from casemgmt.domain.errors import UnreadableFile
from casemgmt.domain.rosters.records import FileCode
from casemgmt.intake.ole import OLE
from casemgmt.intake.xml_scan import Limits, PartScan, scan_part

MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_PARTS = 200
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
LIMITS = Limits(rows=5_000, columns=200, cells=300_000)  # cells: of all sheets together
_CHUNK = 1024 * 1024
_XML_ENDINGS = (".xml", ".rels")
_ENCRYPTED = 0x1
_MIMETYPE, _CONTENT = "mimetype", "content.xml"  # of OpenDocument
_SCRIPTS = ("Basic/", "Scripts/")


class FileKind(StrEnum):
    """What can be read."""

    WORKBOOK = "workbook"  # an archive: .xlsx or .ods
    OLD_WORKBOOK = "old_workbook"  # .xls
    TEXT = "text"


@dataclass(frozen=True)
class CheckedWorkbook:
    """A workbook every part of which was read and checked.

    Attributes:
        parts: name -> bytes, the XML parts only.
        scans: name -> what was seen in it.
    """

    parts: dict[str, bytes]
    scans: dict[str, PartScan]

    @property
    def is_open_document(self) -> bool:
        """An .ods workbook, whose sheets stand in one part."""
        return _CONTENT in self.parts and _MIMETYPE in self.parts


# First bytes -> what the file is. Longer beginnings first.
_BEGINNINGS = (
    (b"%PDF", FileCode.PDF),
    (b"\x89PNG", FileCode.PICTURE),
    (b"\xff\xd8\xff", FileCode.PICTURE),
    (b"GIF8", FileCode.PICTURE),
    (b"RIFF", FileCode.PICTURE),
    (b"{\\rtf", FileCode.WORD_DOCUMENT),
    (b"Rar!", FileCode.NOT_A_WORKBOOK),
    (b"7z\xbc\xaf", FileCode.NOT_A_WORKBOOK),
    (b"\x1f\x8b", FileCode.NOT_A_WORKBOOK),
    (b"\x09\x00\x04\x00", FileCode.TOO_OLD_EXCEL),  # Excel 2, 3 and 4
    (b"\x09\x02\x06\x00", FileCode.TOO_OLD_EXCEL),
    (b"\x09\x04\x06\x00", FileCode.TOO_OLD_EXCEL),
)
_WEB_PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml", b"<meta", b"<head")
# Names inside an old binary document -> what it is; the first that is there decides.
_OLE_NAMES = (
    ("EncryptedPackage", FileCode.PASSWORD),
    ("WordDocument", FileCode.WORD_DOCUMENT),
    ("_VBA_PROJECT", FileCode.MACROS),
    ("Workbook", None),
    ("Book", None),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def file_kind(content: bytes) -> FileKind:
    """What a file is, by its content; its name and ending do not count.

    Raises:
        UnreadableFile: ``empty``, ``too_big``, or the code of what it is instead.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(problem=FileCode.TOO_BIG, limit=MAX_FILE_BYTES)
    if not content.strip(b" \t\r\n\x00"):
        raise UnreadableFile(problem=FileCode.EMPTY)
    if content.startswith(_ZIP):
        return FileKind.WORKBOOK
    if refused := _refused(content):
        raise UnreadableFile(problem=refused)
    return FileKind.OLD_WORKBOOK if content.startswith(OLE) else FileKind.TEXT


def check_workbook(content: bytes) -> CheckedWorkbook:
    """Read and check every part of an .xlsx or .ods workbook.

    Raises:
        UnreadableFile: the code says what was found instead, or which limit was passed.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            _check_entries(entries)
            parts = _read_parts(archive, entries)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise UnreadableFile(problem=FileCode.DAMAGED) from error
    if _MIMETYPE in parts:
        _check_open_document(parts)
    else:
        _check_content_types(parts["[Content_Types].xml"])
    sheets_first = sorted(parts, key=lambda name: not name.startswith("xl/worksheets/"))
    scans = {name: scan_part(parts[name], LIMITS) for name in sheets_first if name != _MIMETYPE}
    _check_amount(scans)
    return CheckedWorkbook(parts, scans)


def repacked(workbook: CheckedWorkbook) -> bytes:
    """The checked parts as a plain archive: two readers of one zip may see different parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in workbook.parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def _refused(content: bytes) -> FileCode | None:
    """What a file is that is not read; None for one that may be."""
    if content.startswith(OLE):
        return _refused_ole(content)
    for beginning, code in _BEGINNINGS:
        if content.startswith(beginning):
            return code
    head = content[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return FileCode.WEB_PAGE if head.startswith(_WEB_PAGES) else None


def _refused_ole(content: bytes) -> FileCode | None:
    """What an old binary document is instead of a workbook; None for a workbook without macros."""
    for name, code in _OLE_NAMES:
        if name.encode("utf-16-le") in content:
            return code
    return FileCode.NOT_A_WORKBOOK


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(names) > MAX_PARTS:
        raise UnreadableFile(problem=FileCode.TOO_MANY_PARTS, limit=MAX_PARTS)
    if any(map(_is_unsafe, entries)) or len({name.casefold() for name in names}) < len(names):
        raise UnreadableFile(problem=FileCode.UNSAFE_PARTS)
    if any(name.casefold().endswith("vbaproject.bin") or name.startswith(_SCRIPTS) for name in names):
        raise UnreadableFile(problem=FileCode.MACROS)
    if "encrypted-package" in names:
        raise UnreadableFile(problem=FileCode.PASSWORD)
    if {_MIMETYPE, _CONTENT}.issubset(names):
        return
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise UnreadableFile(problem=_kind_of_archive(names))


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    """A name that could leave its folder, an encrypted part, a link, or an odd compression."""
    name = entry.filename.replace("\\", "/")
    outside = name.startswith("/") or ".." in name.split("/") or ":" in name or "\x00" in entry.orig_filename
    link = stat.S_ISLNK(entry.external_attr >> 16)
    odd = entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
    return outside or link or odd or bool(entry.flag_bits & _ENCRYPTED)


def _kind_of_archive(names: list[str]) -> FileCode:
    if any(name.startswith("word/") for name in names):
        return FileCode.WORD_DOCUMENT
    if "xl/workbook.bin" in names:
        return FileCode.BINARY_WORKBOOK
    return FileCode.NOT_A_WORKBOOK


def _read_parts(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> dict[str, bytes]:
    """The XML parts; every part is unpacked, so that the sum is counted, not believed."""
    parts, left = {}, MAX_UNPACKED_BYTES
    for entry in entries:
        keep = entry.filename.casefold().endswith(_XML_ENDINGS) or entry.filename == _MIMETYPE
        chunks = []
        with archive.open(entry) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise UnreadableFile(problem=FileCode.UNPACKS_TOO_BIG, limit=MAX_UNPACKED_BYTES)
                if keep:
                    chunks.append(chunk)
        if keep:
            parts[entry.filename] = b"".join(chunks)
    return parts


def _check_open_document(parts: dict[str, bytes]) -> None:
    if not parts[_MIMETYPE].strip().startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        raise UnreadableFile(problem=FileCode.OPEN_DOCUMENT)
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise UnreadableFile(problem=FileCode.PASSWORD)


def _check_content_types(part: bytes) -> None:
    lowered = part.lower()
    if b"macroenabled" in lowered or b"vbaproject" in lowered:
        raise UnreadableFile(problem=FileCode.MACROS)
    if b"spreadsheetml" not in lowered:
        raise UnreadableFile(problem=FileCode.NOT_A_WORKBOOK)


def _check_amount(scans: dict[str, PartScan]) -> None:
    """All sheets together stay within what can be read in a few seconds."""
    area = sum(scan.rows * scan.columns for scan in scans.values())
    if max(area, sum(scan.cells for scan in scans.values())) > LIMITS.cells:
        raise UnreadableFile(problem=FileCode.TOO_MANY_CELLS, limit=LIMITS.cells)
