"""Encryption of stored values and their blind indexes.

A sealed value is ``version(1) | cipher(1) | key number(2) | nonce(12) | cipher text | tag(16)``. It is bound to its place
("table.column|row uid") as associated data: copied to another row or column it opens no more. The default cipher is
SM4-GCM (GB/T 39786), AES-256-GCM by the key file's switch; every value says which one sealed it.

A blind index is a keyed hash by which an equal number is found without opening any: 16 bytes, a key for each purpose.
"""

import functools
import hashlib
import hmac
import os
import re
import struct
from collections.abc import Iterable, Sequence
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from portal.lib import keys
from portal.lib.errors import Refused
from portal.lib.mask import KINDS, BankCard, IdNumber, Masked, Secret
from portal.lib.uids import are_canonical

VERSION = 1
NONCE_BYTES = 12
TAG_BYTES = 16
INDEX_BYTES = 16
BLOCK_BYTES = 64  # of SHA-256
_HEADER = struct.Struct(">BBH")
_BODY = _HEADER.size + NONCE_BYTES
_LEAST = _BODY + TAG_BYTES
_NONCES = struct.Struct(f"{NONCE_BYTES}s").iter_unpack
_CANONICAL = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch


class SealBroken(Exception):
    """A sealed value does not open: it was changed, moved to another row, or its key is missing."""


class Sm4Gcm:
    """SM4 in Galois/counter mode (RFC 8998), called like the library's ``AESGCM``."""

    def __init__(self, key: bytes) -> None:
        self._cipher = algorithms.SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, place: bytes) -> bytes:
        """Cipher text and tag."""
        encryptor = Cipher(self._cipher, modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(place)
        return encryptor.update(data) + encryptor.finalize() + encryptor.tag

    def decrypt(self, nonce: bytes, data: bytes, place: bytes) -> bytes:
        """The plain text; ``InvalidTag`` where anything differs."""
        decryptor = Cipher(self._cipher, modes.GCM(nonce, data[-TAG_BYTES:])).decryptor()
        decryptor.authenticate_additional_data(place)
        return decryptor.update(data[:-TAG_BYTES]) + decryptor.finalize()


# number in the value, name in the key file, key length, implementation
CIPHERS = {1: ("aes-256-gcm", 32, AESGCM), 2: ("sm4-gcm", 16, Sm4Gcm)}


class Vault:
    """Seals and opens under one key file."""

    def __init__(self, key_file: keys.KeyFile) -> None:
        (cipher,) = (number for number, (name, _, _) in CIPHERS.items() if name == key_file.cipher)
        self._ciphers = {
            (number, key): make(keys.derive(secret, f"data|{name}", length))
            for key, secret in key_file.data.keys.items()
            for number, (name, length, make) in CIPHERS.items()
        }
        self._current = self._ciphers[cipher, key_file.data.current]
        self.header = _HEADER.pack(VERSION, cipher, key_file.data.current)  # what every value sealed now begins with
        self._blind = {kind: keys.derive(key_file.blind.keys[key_file.blind.current], f"blind|{kind}", 32) for kind in KINDS}

    def seal(self, data: bytes, place: str) -> bytes:
        """Encrypt under the current key, bound to its place."""
        nonce = os.urandom(NONCE_BYTES)
        return self.header + nonce + self._current.encrypt(nonce, data, place.encode())

    def seal_many(self, data: Sequence[bytes], places: Sequence[bytes]) -> list[bytes]:
        """The same for many, each with its place; the nonces of all come from the system at once."""
        nonces, encrypt, header = _NONCES(os.urandom(NONCE_BYTES * len(data))), self._current.encrypt, self.header
        return [header + nonce + encrypt(nonce, each, place) for (nonce,), each, place in zip(nonces, data, places, strict=True)]

    def open(self, blob: bytes | memoryview, place: str) -> bytes:
        """Decrypt what was sealed at this place under any key of the file."""
        blob = bytes(blob)
        version, cipher, key = _HEADER.unpack_from(blob) if len(blob) >= _LEAST else (0, 0, 0)
        if version != VERSION or cipher not in CIPHERS:
            raise SealBroken(f"“{place}”处不是本系统加密的数据。")
        if (cipher, key) not in self._ciphers:
            raise SealBroken(f"缺少第 {key} 号数据密钥，请把旧密钥补回密钥文件。")
        try:
            return self._ciphers[cipher, key].decrypt(blob[_HEADER.size : _BODY], blob[_BODY:], place.encode())
        except InvalidTag:
            raise SealBroken(f"“{place}”处的加密数据与所在行不符或已被改动。") from None

    def is_current(self, blob: bytes | memoryview) -> bool:
        """Whether the value is under today's cipher and key; a rotation seals the others anew."""
        return bytes(blob[: _HEADER.size]) == self.header

    def index(self, purpose: str, number: str) -> bytes:
        """The blind index of a normalised number."""
        return hmac.digest(self._blind[purpose], number.encode(), "sha256")[:INDEX_BYTES]

    def index_many(self, purpose: str, numbers: Iterable[str]) -> list[bytes]:
        """The blind indexes of normalised numbers: HMAC with the key's own two blocks hashed once and copied (RFC 2104, section 4)."""
        key = self._blind[purpose].ljust(BLOCK_BYTES, b"\0")
        inner, outer = (hashlib.sha256(bytes(byte ^ pad for byte in key)).copy for pad in (0x36, 0x5C))
        found = []
        for number in numbers:
            within, around = inner(), outer()
            within.update(number.encode())
            around.update(within.digest())
            found.append(around.digest()[:INDEX_BYTES])
        return found


def vault() -> Vault:
    """The vault of this process (``settings.PORTAL_KEYS``)."""
    return _vault_of(keys.current())


@functools.lru_cache(maxsize=4)
def _vault_of(key_file: keys.KeyFile) -> Vault:
    return Vault(key_file)


def place(table: str, column: str, uid: UUID | str) -> str:
    """The place a value is bound to; a table or column that is renamed must have its values sealed anew."""
    return f"{table}.{column}|{uid if isinstance(uid, UUID) or _CANONICAL(uid) else UUID(uid)}"


def _places(table: str, column: str, uids: Sequence[UUID | str]) -> list[bytes]:
    """The places of many rows, as they are bound."""
    if not are_canonical(uids):
        return [place(table, column, uid).encode() for uid in uids]
    head = f"{table}.{column}|".encode()
    return [head + uid.encode() for uid in uids]


def seal(data: bytes, bound_to: str) -> bytes:
    """Encrypt bytes that belong to one place, such as a stored file."""
    return vault().seal(data, bound_to)


def unseal(blob: bytes | memoryview, bound_to: str) -> bytes:
    """Decrypt bytes of ``seal``."""
    return vault().open(blob, bound_to)


def blind(purpose: str, value: object) -> bytes:
    """The blind index of a value of the kind ``purpose`` names, however it was typed."""
    return vault().index(purpose, plain_of(purpose, value))


def encrypt_many(kind: str, table: str, column: str, rows: Iterable[tuple[UUID | str, object]]) -> list[bytes]:
    """Sealed values of (row uid, value) pairs, for loads by COPY."""
    rows = list(rows)
    numbers = plains_of(kind, [value for _, value in rows])
    return vault().seal_many([number.encode() for number in numbers], _places(table, column, [uid for uid, _ in rows]))


def blind_many(purpose: str, values: Iterable[object]) -> list[bytes]:
    """Blind indexes of many values, for loads by COPY."""
    return vault().index_many(purpose, plains_of(purpose, list(values)))


def plains_of(kind: str, values: Sequence[object]) -> Sequence[object]:
    """The normalised plain numbers of many values; digits and capital letters alone are what identity and card numbers are normalised to."""
    if kind in (IdNumber.kind, BankCard.kind) and set(map(type, values)) == {str}:
        text = "".join(values)
        if text.isascii() and text.isalnum() and text == text.upper():
            return values
    return [plain_of(kind, value) for value in values]


def plain_of(kind: str, value: object) -> str:
    """The normalised plain number; a masked text in its place is refused, stored or searched for it means nothing."""
    if isinstance(value, Masked):
        return value.plain()
    number = KINDS[kind].normalise(value)
    if "*" in number and kind != Secret.kind:
        raise Refused("号码中不能有星号，请填写完整号码。", "masked")
    return number
