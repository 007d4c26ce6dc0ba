"""Fields that only this process can read: AES-256-GCM, and an index for exact look-up.

A sealed value is ``key id (1 byte) · nonce (12) · ciphertext and tag``, bound to its table,
column and row, so that two ciphertexts cannot be swapped unnoticed.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

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
        nonce = secrets.token_bytes(NONCE_BYTES)
        bound = f"{place}:{row_id}".encode()
        return KEY_ID + nonce + AESGCM(self.value_key).encrypt(nonce, plain.encode(), bound)

    def unseal(self, sealed: bytes, place: str, row_id: object) -> str:
        """The value again.

        Raises:
            Unavailable: another key, another row, or changed bytes.
        """
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            plain = AESGCM(self.value_key).decrypt(nonce, body, f"{place}:{row_id}".encode())
        except InvalidTag as error:
            raise Unavailable(problem="cannot_unseal", place=place) from error
        return plain.decode()

    def index(self, plain: str, place: str) -> bytes:
        """Equal for equal values of one place; tells nothing without the key."""
        return hmac.new(self.index_key, f"{place}:{plain}".encode(), hashlib.sha256).digest()[:16]
