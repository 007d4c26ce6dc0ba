"""What can be a Vietnamese syllable: tells real words from text read with the wrong letters."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONES_BEFORE_A_STOP = {"\u0301", "\u0323"}  # only sắc and nặng stand before p, t, c, ch
_ONSET = r"(?:b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh|n|ph?|qu|r|s|th|tr|t|v|x)?"
_RIMES = (
    *("a ai ao au ay ac ach am an ang anh ap at", "ăc ăm ăn ăng ăp ăt", "âu ây âc âm ân âng âp ât"),
    *("e eo ec em en eng ep et", "ê êu êch êm ên ênh êp êt êng"),
    *("i ia iu ich im in inh ip it", "iêc iêm iên iêng iêp iêt iêu"),
    *("o oi oc om on ong oong ooc op ot", "oa oai oao oay oac oach oam oan oang oanh oap oat"),
    *("oăc oăm oăn oăng oăt", "oe oeo oen oet", "ô ôi ôc ôm ôn ông ôp ôt", "ơ ơi ơm ơn ơp ơt"),
    *("u ua ui uc um un ung up ut", "uân uât uây uâng", "uê uêch uênh", "uôi uôc uôm uôn uông uôt uơ"),
    *("uy uya uych uyn uynh uyp uyt uyu uyên uyêt", "ư ưa ưi ưu ưc ưng ưt ưm ưn"),
    *("ươi ươu ươc ươm ươn ương ươp ươt", "y yên yêt yêu yêm ynh yt"),
)
_SYLLABLE = re.compile(rf"{_ONSET}(?:{'|'.join(' '.join(_RIMES).split())})")


@lru_cache(maxsize=8192)
def is_syllable(word: str) -> bool:
    """Whether a word of any case is built like a Vietnamese syllable, marks included.

    Every real syllable passes, and so do some that no word uses. Words of other languages of
    the country may fail: never refuse a name for it.
    """
    marks = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marks if mark in _TONES]
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(letters):
        return False
    return not letters.endswith(("p", "t", "c", "ch")) or _TONES_BEFORE_A_STOP.issuperset(tones or "-")
