"""Fields that only this process can read: AES-256-GCM, and an index for exact look-up.

A sealed value is ``key id (1 byte) · nonce (12) · ciphertext and tag``, bound to its table,
column and row, so that two ciphertexts cannot be swapped unnoticed.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from functools import cached_property

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from casemgmt.domain.errors import Unavailable

KEY_ID = b"\x01"
NONCE_BYTES = 12


@dataclass(frozen=True)
class Sealer:
    """Seals and opens with the installation's keys.

    Attributes:
        value_key: 32 bytes, for the values.
        index_key: 32 bytes, for the blind index.
    """

    value_key: bytes
    index_key: bytes

    def seal(self, plain: str, place: str, row_id: object) -> bytes:
        """A value for storing; ``place`` is ``table.column``."""
        return self.seal_bytes(plain.encode(), place, row_id)

    def seal_bytes(self, plain: bytes, place: str, row_id: object) -> bytes:
        """Like ``seal``, for what is no text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return KEY_ID + nonce + self._cipher.encrypt(nonce, plain, f"{place}:{row_id}".encode())

    def unseal(self, sealed: bytes, place: str, row_id: object) -> str:
        """The value again.

        Raises:
            Unavailable: another key, another row, or changed bytes.
        """
        return self.unseal_bytes(sealed, place, row_id).decode()

    def unseal_bytes(self, sealed: bytes, place: str, row_id: object) -> bytes:
        """Like ``unseal``, for what is no text."""
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._cipher.decrypt(nonce, body, f"{place}:{row_id}".encode())
        except InvalidTag as error:
            raise Unavailable(problem="cannot_unseal", place=place) from error

    @cached_property
    def _cipher(self) -> AESGCM:
        return AESGCM(self.value_key)

    def index(self, plain: str, place: str) -> bytes:
        """Equal for equal values of one place; tells nothing without the key."""
        return hmac.new(self.index_key, f"{place}:{plain}".encode(), hashlib.sha256).digest()[:16]
