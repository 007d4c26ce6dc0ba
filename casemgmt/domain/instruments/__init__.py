"""One module an instrument; whatever lies in this folder and has ``INSTRUMENT`` is one."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType

from casemgmt.domain.instrument import FindingKind, Instrument


@cache
def all_instruments() -> Mapping[str, Instrument]:
    """Code -> instrument, in the order of the sheet.

    Raises:
        ValueError: two instruments share a code, or two finding kinds do.
    """
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    found = [module.INSTRUMENT for module in modules if hasattr(module, "INSTRUMENT")]
    by_code = {one.code: one for one in sorted(found, key=lambda one: (one.order, one.code))}
    kinds = [kind.code for one in found for kind in one.finding_kinds]
    if len(by_code) != len(found) or len(set(kinds)) != len(kinds):
        raise ValueError("two instruments or two finding kinds share a code")
    return MappingProxyType(by_code)


def instrument(code: str) -> Instrument:
    """The instrument of a code.

    Raises:
        KeyError: there is none.
    """
    return all_instruments()[code]


def finding_kind(code: str) -> tuple[Instrument, FindingKind]:
    """A finding kind and the instrument that finds it.

    Raises:
        KeyError: no instrument finds such a thing.
    """
    for one in all_instruments().values():
        for kind in one.finding_kinds:
            if kind.code == code:
                return one, kind
    raise KeyError(code)
