"""The fonts of before Unicode, letter by letter."""

import unicodedata

import pytest

from casemgmt.domain.vietnamese.legacy_fonts import TCVN3, VNI, from_tcvn3, from_vni, is_tcvn3, is_vni

# Code -> letter, typed from TCVN 5712:1993 and compared with iconv's table TCVN5712-1.
SMALL = """
B5 à B8 á B6 ả B7 ã B9 ạ A8 ă BB ằ BE ắ BC ẳ BD ẵ C6 ặ A9 â C7 ầ CA ấ C8 ẩ C9 ẫ CB ậ AE đ
CC è D0 é CE ẻ CF ẽ D1 ẹ AA ê D2 ề D5 ế D3 ể D4 ễ D6 ệ D7 ì DD í D8 ỉ DC ĩ DE ị
DF ò E3 ó E1 ỏ E2 õ E4 ọ AB ô E5 ồ E8 ố E6 ổ E7 ỗ E9 ộ AC ơ EA ờ ED ớ EB ở EC ỡ EE ợ
EF ù F3 ú F1 ủ F2 ũ F4 ụ AD ư F5 ừ F8 ứ F6 ử F7 ữ F9 ự FA ỳ FD ý FB ỷ FC ỹ FE ỵ
"""
CAPITALS = "A1 Ă A2 Â A7 Đ A3 Ê A4 Ô A5 Ơ A6 Ư"
ALL_LETTERS = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"


def pairs(table):
    codes = table.split()
    return {chr(int(code, 16)): letter for code, letter in zip(codes[::2], codes[1::2], strict=True)}


def test_tcvn3_has_the_67_small_letters_and_the_7_capitals_without_tone():
    assert len(pairs(SMALL)) == 67
    assert pairs(SMALL) | pairs(CAPITALS) == TCVN3
    assert sorted(pairs(SMALL).values()) == sorted(ALL_LETTERS)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng", id="a name"),
        pytest.param("M\u00adêng", "Mường", id="the soft hyphen is a letter"),
        pytest.param("Mêng L­íc", "Mường Lước", id="a soft hyphen that was dropped"),
        pytest.param("S¬n ¬i", "Sơn ơi", id="ơ without ư where it may stand so"),
        pytest.param("NGUYÔN V¡N HïNG", "NGUYỄN VĂN HÙNG", id="typed for the capital font"),
        pytest.param("Hµ", "Hà", id="one capital alone is no capital font"),
        pytest.param("§Æng ThÞ ¸nh", "Đặng Thị ánh", id="a toned capital has no code"),
        pytest.param("Nguyen Van A 123", "Nguyen Van A 123", id="without marks"),
    ],
)
def test_tcvn3_reads_as_its_font_shows_it(typed, shown):
    assert from_tcvn3(typed) == shown


def test_vni_has_every_letter_in_both_cases():
    letters = set(VNI.values())

    assert letters == set(ALL_LETTERS) | set(ALL_LETTERS.upper())
    assert all(unicodedata.is_normalized("NFC", letter) for letter in letters)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        pytest.param("aø aù aû aõ aï", "à á ả ã ạ", id="tones on a"),
        pytest.param("aâ aà aá aå aã aä", "â ầ ấ ẩ ẫ ậ", id="circumflex"),
        pytest.param("aê aè aé aú aü aë", "ă ằ ắ ẳ ẵ ặ", id="breve"),
        pytest.param("eø eù eû eõ eï eâ eà eá eå eã eä", "è é ẻ ẽ ẹ ê ề ế ể ễ ệ", id="e"),
        pytest.param("ì í æ ó ò", "ì í ỉ ĩ ị", id="i is whole"),
        pytest.param("oø où oû oõ oï oâ oà oá oå oã oä", "ò ó ỏ õ ọ ô ồ ố ổ ỗ ộ", id="o"),
        pytest.param("ô ôø ôù ôû ôõ ôï", "ơ ờ ớ ở ỡ ợ", id="o with horn"),
        pytest.param("uø uù uû uõ uï ö öø öù öû öõ öï", "ù ú ủ ũ ụ ư ừ ứ ử ữ ự", id="u"),
        pytest.param("yø yù yû yõ î ñ", "ỳ ý ỷ ỹ ỵ đ", id="y and d"),
        pytest.param(
            "AØ AÂ AÁ EÃ OÄ ÔÙ ÖØ UÛ YÕ Î Í Ì Æ Ó Ò Ñ", "À Â Ấ Ễ Ộ Ớ Ừ Ủ Ỹ Ỵ Í Ì Ỉ Ĩ Ị Đ", id="capitals"
        ),
        pytest.param("Aùnh Ñöùc Öùc", "Ánh Đức Ức", id="a capital with a small mark"),
        pytest.param("Nguyeãn Vaên Huøng", "Nguyễn Văn Hùng", id="a name"),
        pytest.param("NGUYEÃN VAÊN HUØNG", "NGUYỄN VĂN HÙNG", id="a name in capitals"),
    ],
)
def test_vni_reads_as_its_font_shows_it(typed, shown):
    assert from_vni(typed) == shown


def test_a_word_of_another_script_is_none_of_an_old_font():
    assert is_tcvn3("NguyÔn")
    assert is_vni("Nguyeãn")
    assert not is_tcvn3("Nguyễn")
    assert not is_vni("Nguyễn")
    assert not is_vni("Tên")
