"""Finding children by name: who is found, in which order, and with how much work."""

import unicodedata
from datetime import date

import pytest
from sqlalchemy import event, func, select

from casemgmt.domain.name_search import read_wanted
from casemgmt.domain.vietnamese.names import sort_key
from casemgmt.store.child_search import Bounds, NameSearch
from casemgmt.store.child_words import ChildWord
from casemgmt.store.children import Child
from casemgmt.store.db import db, session, transaction
from casemgmt.store.searched_children import find_children
from tests.factories import make_child

NAMES = (
    *("Nguyễn Văn An", "Nguyễn Thị Ánh", "Nguyễn Thị Anh", "Lê An Bình", "An Thị Hoa", "Trần Minh Ân"),
    *("Giàng A Páo", "Đào Thị Mận", "Trần Thị Đào", "Nguyễn Văn Đạo", "H'Hen Niê", "Nguyễn Văn A"),
    *("Lê Minh Anh", "Lê Thị Minh Anh", "Bế Văn Bình", "Bế Văn Anh"),
)
# Each way of reading the index must give the same children in the same order.
WAYS = {"rare words": Bounds(), "frequent words": Bounds(rare=0, fitting=0, walked=1_000)}


@pytest.fixture
def register(nurse, place):
    for name in NAMES:
        make_child(nurse, place, full_name=name)
    return nurse


@pytest.fixture(params=WAYS)
def bounds(request):
    return WAYS[request.param]


def names_found(typed, bounds=WAYS["rare words"], year=None):
    """The names in the order of their fit, equal ones in Vietnamese order."""
    search = NameSearch(1, read_wanted(typed, year), bounds)
    fits = {one.child_id: one.fit for one in search.run()}
    children = session().scalars(select(Child).where(Child.id.in_(fits)))
    ranked = sorted(children, key=lambda one: (fits[one.id], sort_key(one.full_name)))
    return [one.full_name for one in ranked]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dao", ["Trần Thị Đào", "Nguyễn Văn Đạo", "Đào Thị Mận"]),
        ("Đào", ["Trần Thị Đào", "Đào Thị Mận", "Nguyễn Văn Đạo"]),
        ("đa", ["Trần Thị Đào", "Nguyễn Văn Đạo", "Đào Thị Mận"]),
        ("nguyen van a", ["Nguyễn Văn A", "Nguyễn Văn An"]),
        ("a van nguyen", ["Nguyễn Văn A"]),
        ("ánh", ["Nguyễn Thị Ánh", "Bế Văn Anh", "Lê Minh Anh", "Lê Thị Minh Anh", "Nguyễn Thị Anh"]),
        ("an hoa", ["An Thị Hoa"]),
        ("hoa an", ["An Thị Hoa"]),
        ("pao giang", ["Giàng A Páo"]),
        ("a pa", ["Giàng A Páo"]),
        ("giang a", ["Giàng A Páo"]),
        ("hen", ["H'Hen Niê"]),
        ("h'hen", ["H'Hen Niê"]),
        ("minh anh", ["Lê Minh Anh", "Lê Thị Minh Anh"]),
        ("le minh anh", ["Lê Minh Anh", "Lê Thị Minh Anh"]),
        ("le anh", ["Lê Minh Anh", "Lê Thị Minh Anh"]),
        ("le an", ["Lê An Bình", "Lê Minh Anh", "Lê Thị Minh Anh"]),
        ("be b", ["Bế Văn Bình"]),
        ("be van anh", ["Bế Văn Anh"]),
        ("van van", []),
        ("khong co ai", []),
        ("guyen", []),
    ],
)
def test_names_are_found_in_this_order(register, bounds, typed, wanted):
    assert names_found(typed, bounds) == wanted
    assert names_found(unicodedata.normalize("NFD", typed).upper(), bounds) == wanted


def test_a_short_word_finds_whole_words_before_beginnings(register, bounds):
    assert names_found("an", bounds) == [
        *("Nguyễn Văn An", "Trần Minh Ân", "An Thị Hoa", "Lê An Bình"),
        *("Bế Văn Anh", "Lê Minh Anh", "Lê Thị Minh Anh", "Nguyễn Thị Anh", "Nguyễn Thị Ánh"),
    ]


def test_a_year_of_birth_narrows(register, place, bounds):
    make_child(register, place, full_name="Nguyễn Thị An", birth_date=date(2019, 2, 1))

    assert names_found("an 2019", bounds) == names_found("an", bounds, 2019) == ["Nguyễn Thị An"]
    assert names_found("nguyen an 2019", bounds) == ["Nguyễn Thị An"]


def test_a_renamed_child_is_found_under_its_new_name_only(register, place):
    child_id = make_child(register, place, full_name="Phùng Tố Uyên")

    with transaction(register):
        session().get(Child, child_id).full_name = "Phùng Ngọc Tố Quyên"

    assert names_found("uyen") == []
    assert names_found("to quyen") == names_found("ngoc phung") == ["Phùng Ngọc Tố Quyên"]
    with transaction(register):
        session().get(Child, child_id).full_name = "Phùng Yên"
    assert names_found("quyen") == []
    assert session().scalar(select(func.count()).where(ChildWord.child_id == child_id)) == 2


def test_a_corrected_birth_date_moves_the_year(register, place):
    child_id = make_child(register, place, full_name="Phùng Uyên")

    with transaction(register):
        session().get(Child, child_id).birth_date = date(2012, 1, 1)

    assert (names_found("uyen 2018"), names_found("uyen 2012")) == ([], ["Phùng Uyên"])


def test_a_merged_record_is_not_found_until_the_merge_is_undone(register, place):
    child_id, kept = (make_child(register, place, full_name="Phùng Uyên") for _ in range(2))

    with transaction(register):
        session().get(Child, child_id).merged_into = kept
    assert names_found("uyen") == ["Phùng Uyên"]

    with transaction(register):
        session().get(Child, child_id).merged_into = None
    assert names_found("uyen") == ["Phùng Uyên"] * 2


def test_a_deleted_child_leaves_no_word(register):
    with transaction(register):
        made = Child(ward_id=1, full_name="Phùng Uyên", name_typed="Phùng Uyên")
        session().add(made)
    with transaction(register):
        session().delete(session().get(Child, made.id))

    assert session().scalar(select(func.count()).where(ChildWord.child_id == made.id)) == 0


def test_children_of_another_ward_are_not_found(register):
    search = NameSearch(2, read_wanted("an"))

    assert search.run() == []


def test_more_than_a_page_says_so_and_shows_twenty(register, place, bounds):
    for number in range(30):
        make_child(register, place, full_name=f"Nguyễn Thị {'ABCDEGHIKLMNOPQRSTUVXYABCDEGHI'[number]} Ngà")

    assert len(find_children(register, read_wanted("nguyen nga")).lines) == 20
    assert find_children(register, read_wanted("nguyen nga")).may_be_more
    assert len(names_found("nga", bounds)) >= 21
    assert names_found("nguyen nga", bounds)[0].endswith("Ngà")


def test_a_search_asks_the_database_a_few_times_only(register):
    asked = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    for typed in ("a", "nguyen", "nguyen van an", "Nguyễn Thị Ánh 2018"):
        asked.clear()
        find_children(register, read_wanted(typed))
        assert len(asked) <= 9, typed
