"""What every instrument owes to the sheet, the referrals and the statistics."""

import unicodedata

import pytest

from casemgmt.codelists import rows
from casemgmt.domain.fields import ChoiceField, NumberField
from casemgmt.domain.instrument import Status, Subject
from casemgmt.domain.instruments import all_instruments

INSTRUMENTS = list(all_instruments().values())
FIELDS = [pytest.param(field, id=f"{one.code}.{field.code}") for one in INSTRUMENTS for field in one.fields]
SETTINGS = [pytest.param(one, setting, id=setting.code) for one in INSTRUMENTS for setting in one.settings]


def choices(field):
    if isinstance(field, NumberField):
        return field.codes
    return field.choices if isinstance(field, ChoiceField) else ()


@pytest.mark.parametrize("field", FIELDS)
def test_what_can_be_typed_means_one_choice_only(field):
    ways = [
        {choice.code.casefold(), choice.label.casefold(), *map(str.casefold, choice.keys)}
        for choice in choices(field)
    ]

    assert sum(map(len, ways)) == len(set().union(*ways))


@pytest.mark.parametrize("field", FIELDS)
def test_every_choice_is_found_by_its_code_label_and_keys(field):
    for choice in choices(field):
        for way in (choice.code, choice.label, *choice.keys):
            assert field.read(way).choices == (choice.code,)


@pytest.mark.parametrize("field", FIELDS)
def test_words_on_the_sheet_are_composed_vietnamese(field):
    shown = [field.label, field.short, field.hint, *(choice.label for choice in choices(field))]

    assert field.label
    assert [text for text in shown if unicodedata.normalize("NFC", text) != text] == []


@pytest.mark.parametrize(("instrument", "setting"), SETTINGS)
def test_a_setting_belongs_to_its_instrument_and_offers_its_default(instrument, setting):
    assert setting.code.startswith(f"{instrument.code}.")
    assert setting.default in setting.choices
    assert setting.why


@pytest.mark.parametrize("instrument", INSTRUMENTS, ids=lambda one: one.code)
def test_the_normal_keys_are_readable_and_find_nothing(instrument):
    readings = {code: instrument.field(code).read(text, 84) for code, text in instrument.normal.items()}
    meaning = instrument.interpret(readings, Subject(84, None), {})

    assert meaning.findings == ()
    assert (meaning.status is Status.COMPLETE) is bool(instrument.normal)


def test_the_sheet_has_its_instruments_in_order():
    assert list(all_instruments())[:4] == ["vision", "dental", "heart", "growth"]


@pytest.mark.parametrize("name", ["tooth_conditions", "tooth_ages"])
def test_code_lists_have_unique_codes_and_sources(name):
    listed = rows(name)

    assert len({row["code"] for row in listed}) == len(listed)
    assert [row["code"] for row in listed if not (row["label"] and row["source"] and row["valid_from"])] == []
