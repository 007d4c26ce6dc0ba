"""Where to go after signing in: a path of this site and nothing else."""

from urllib.parse import urlsplit


def own_path(address: str | None) -> str | None:
    """The address if it is a plain path of this site, else None."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if any(ord(letter) < 33 or letter in "\\@" for letter in address):
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc else None
