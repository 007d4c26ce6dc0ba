"""Where this installation lives and with which keys; read once at start."""

import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

KEY_BYTES = 32
KEY_NAMES = ("session", "data", "index", "audit")


class BadInstallation(Exception):
    """The installation cannot start safely; the text says why and what to do (Vietnamese)."""


@dataclass(frozen=True)
class Settings:
    """What the administrator of the machine decides.

    Attributes:
        instance: folder of the database, keys, backups and exports.
        database_url: SQLAlchemy URL; SQLite in ``instance`` unless given.
        keys: name -> 32 bytes; see ``KEY_NAMES``.
        behind_tls: the server is reached by https only (directly or by a declared proxy).
        hosts: names the server answers to; empty means the loopback names.
        demo: the ward is made up and every page says so.
    """

    instance: Path
    database_url: str
    keys: dict[str, bytes] = field(repr=False)
    behind_tls: bool = False
    hosts: tuple[str, ...] = ()
    demo: bool = False


def keep_to_owner() -> None:
    """From now on, whatever this process writes is for its owner alone."""
    os.umask(0o077)


def default_instance() -> Path:
    """``CASEMGMT_INSTANCE``, else ``instance/`` beside a checkout, else below the home folder."""
    given = os.environ.get("CASEMGMT_INSTANCE")
    if given:
        return Path(given)
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "setup.cfg").exists():
        return checkout / "instance"
    return Path.home() / ".local" / "share" / "casemgmt"


def load_settings(instance: Path | None = None, *, demo: bool = False) -> Settings:
    """Settings from the environment and the instance folder, keys made at first start.

    Raises:
        BadInstallation: a key can be read by others, is not 32 bytes long, or got lost.
    """
    place = (instance or default_instance()).resolve()
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = "demo.sqlite3" if demo else "casemgmt.sqlite3"
    return Settings(
        instance=place,
        database_url=_database_url(place / name, demo=demo),
        keys=_load_keys(place / "keys", database_there=any(place.glob("*.sqlite3"))),
        behind_tls=os.environ.get("CASEMGMT_BEHIND_TLS") == "1",
        hosts=tuple(filter(None, os.environ.get("CASEMGMT_HOSTS", "").split(","))),
        demo=demo,
    )


def _database_url(file: Path, *, demo: bool) -> str:
    """The made-up ward never goes into the database of a real one."""
    given = None if demo else os.environ.get("CASEMGMT_DATABASE_URL")
    return given or f"sqlite:///{file}"


def _load_keys(folder: Path, *, database_there: bool) -> dict[str, bytes]:
    """All keys; made at first start only, never to replace one that got lost."""
    missing = [name for name in KEY_NAMES if not (folder / f"{name}.key").exists()]
    if missing and (database_there or len(missing) < len(KEY_NAMES)):
        raise BadInstallation(
            f"Thiếu tệp khóa {folder / missing[0]}.key của cơ sở dữ liệu này. Hãy chép lại tệp khóa từ "
            "bản sao lưu rồi chạy lại; máy không tự tạo khóa mới, vì như vậy dữ liệu đã niêm phong sẽ mất."
        )
    if missing:
        _make_keys(folder)
    return {name: load_key(folder, name) for name in KEY_NAMES}


def _make_keys(folder: Path) -> None:
    """All keys at once: a start that is interrupted, or a second one beside it, leaves all or none."""
    aside = Path(tempfile.mkdtemp(prefix="keys.", dir=folder.parent))
    for name in KEY_NAMES:
        load_key(aside, name)
    try:
        aside.rename(folder)
    except OSError:  # another first start was quicker; its keys hold
        shutil.rmtree(aside)


def load_key(folder: Path, name: str) -> bytes:
    """The key of a name, made from the system's randomness if the file does not exist.

    Raises:
        BadInstallation: others may read it, or it has not 32 bytes.
    """
    folder.mkdir(mode=0o700, exist_ok=True)
    file = folder / f"{name}.key"
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(file)
    with os.fdopen(handle, "wb") as opened:
        opened.write(secrets.token_bytes(KEY_BYTES))
        opened.flush()
        os.fsync(opened.fileno())
    return _checked(file)


def _checked(file: Path) -> bytes:
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise BadInstallation(f"Tệp khóa {file} đang cho người khác đọc. Hãy chạy: chmod 600 {file}")
    key = file.read_bytes()
    if len(key) != KEY_BYTES:
        raise BadInstallation(
            f"Tệp khóa {file} không đúng độ dài. Hãy khôi phục tệp khóa từ bản sao lưu; "
            "không xóa: thiếu khóa này thì dữ liệu đã niêm phong không mở lại được."
        )
    return key
