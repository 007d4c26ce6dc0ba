"""Uploading class lists over HTTP, good and bad."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import func, select

from casemgmt.domain.context import Role
from casemgmt.store.children import Child
from casemgmt.store.db import session
from casemgmt.store.rosters import RosterImport

SAMPLES = Path(__file__).parents[1] / "samples/rosters"


@pytest.fixture
def visitor(signed_in):
    return signed_in(Role.HEALTH_STATION)


def upload(visitor, content, name="lop3a.xlsx"):
    file = (io.BytesIO(content), name)
    return visitor.post("/danh-sach", {"file": file}, content_type="multipart/form-data")


def packed(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


def word_document():
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    return packed(**{"[Content_Types].xml": types, "word/document.xml": "<document/>"})


def empty_workbook():
    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def two_far_cells():
    """A few kilobytes that make a careless reader ask for hundreds of gigabytes."""
    buffer = io.BytesIO(empty_workbook())
    source, target = zipfile.ZipFile(buffer), io.BytesIO()
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        "</sheetData></worksheet>"
    )
    with zipfile.ZipFile(target, "w") as archive:
        for item in source.namelist():
            archive.writestr(item, sheet if item.startswith("xl/worksheets/sheet") else source.read(item))
    return target.getvalue()


BAD = {
    "docx renamed xlsx": (word_document, "Word"),
    "empty workbook": (empty_workbook, "trống"),
    "two far-apart cells": (two_far_cells, "quá xa"),
    "picture renamed xlsx": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "ảnh"),
    "text that is no table": (lambda: b"hello world", "không chia thành cột"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_is_no_class_list_is_refused_in_vietnamese_and_nothing_is_written(visitor, kind):
    make, expected = BAD[kind]

    answer = upload(visitor, make())

    assert answer.status_code == 422
    assert expected in answer.text
    assert session().scalar(select(func.count()).select_from(RosterImport)) == 0
    assert visitor.get("/danh-sach").status_code == 200


def test_a_file_of_20_mb_is_refused_and_the_server_stays_up(visitor):
    head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.xlsx"\r\n\r\n'
    body = head + b"x" * 20 * 1024 * 1024 + b"\r\n--b--\r\n"

    answer = visitor.client.post(
        "/danh-sach", data=body, content_type="multipart/form-data; boundary=b",
        headers={"X-CSRFToken": visitor.csrf()},
    )  # fmt: skip

    assert answer.status_code == 413
    assert "lớn quá" in answer.text
    assert visitor.get("/danh-sach").status_code == 200


def test_no_file_chosen_is_told_at_the_field(visitor):
    answer = visitor.post("/danh-sach", {}, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert "Chưa chọn tệp" in answer.text


def test_the_nurse_sees_what_was_read_before_anything_is_saved_and_then_confirms(visitor, place):
    answer = upload(visitor, (SAMPLES / "01_title_merged_x.xlsx").read_bytes())
    preview = visitor.get(answer.headers["Location"]).text

    assert "Hoàng Thùy My" in preview
    assert "3A" in preview
    assert "019315561913" not in preview
    assert session().scalar(select(func.count()).select_from(Child)) == 0

    taken = visitor.post(answer.headers["Location"] + "/nhan", {"school_id": str(place.school_id)})

    assert taken.status_code == 302
    assert session().scalar(select(func.count()).select_from(Child)) == 31


def test_confirming_twice_saves_once(visitor, place):
    path = upload(visitor, (SAMPLES / "01_title_merged_x.xlsx").read_bytes()).headers["Location"]

    answers = [visitor.post(f"{path}/nhan", {"school_id": str(place.school_id)}) for _ in range(2)]

    assert [one.status_code for one in answers] == [302, 302]
    assert session().scalar(select(func.count()).select_from(Child)) == 31


def test_without_a_school_the_list_waits_and_says_so(visitor):
    path = upload(visitor, (SAMPLES / "01_title_merged_x.xlsx").read_bytes()).headers["Location"]

    answer = visitor.post(f"{path}/nhan", {"school_id": ""})

    assert answer.status_code == 422
    assert "Chọn trường" in answer.text


@pytest.mark.parametrize(
    "name", ["../../x.xlsx", "C:\\CON.xlsx", "a\x00b.xlsx", "'; DROP TABLE child;--.xlsx", "<b>.xlsx"]
)
def test_a_file_name_is_only_ever_shown(visitor, name):
    answer = upload(visitor, (SAMPLES / "04_semicolon_bom.csv").read_bytes(), name)

    assert answer.status_code in {302, 422}
    assert "<b>.xlsx" not in visitor.get("/danh-sach").text


def test_a_list_that_names_another_school_than_the_one_chosen_is_said_so(visitor, place):
    content = (SAMPLES / "01_title_merged_x.xlsx").read_bytes()
    form = {"file": (io.BytesIO(content), "lop3a.xlsx"), "school_id": str(place.school_id)}

    answer = visitor.post("/danh-sach", form, content_type="multipart/form-data")

    assert "khác trường đang chọn" in visitor.get(answer.headers["Location"]).text
