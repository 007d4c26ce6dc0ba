"""Made-up class lists, and reading them."""

from datetime import date

from casemgmt.domain.roster import read_roster
from casemgmt.domain.rosters.sheets import Sheet

TODAY = date(2026, 11, 23)


HEADER = ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Lớp", "Mã định danh")


LAN = (1, "Trẻ Mẫu Lan", "05/09/2015", "Nữ", "3A", "006315000001")


HUY = (2, "Trẻ Mẫu Huy", "06/09/2015", "Nam", "3A", "006215000002")


def sheet(*rows, name="", **given):
    return Sheet(name, tuple(tuple(row) for row in rows), **given)


def read(*rows, name="", **given):
    return read_roster([sheet(*rows, name=name, **given)], TODAY)


def read_one(heading, value, *, born="05/09/2015"):
    """A list of one child with one more column."""
    return read(("STT", "Họ và tên", "Ngày sinh", heading), (1, "Trẻ Mẫu", born, value))


def codes(found):
    return [one.code for one in found]
