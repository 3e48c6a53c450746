"""Sealing, opening, moving what must not move, and blind indexes."""

import json
from uuid import RFC_4122, UUID, uuid4

import pytest

from portal.lib import crypto, keys
from portal.lib.crypto import SealBroken, Sm4Gcm, Vault
from portal.lib.errors import Refused
from portal.lib.mask import IdNumber
from portal.lib.uids import are_canonical, fresh_uids

NUMBER = "140302199003070006"
PLACE = "wagepay_worker.id_number|9f5b8a3e-0000-4000-8000-000000000001"


@pytest.fixture
def path(tmp_path):
    file = tmp_path / "keys.json"
    keys.create(file)
    return file


def vault(path) -> Vault:
    return Vault(keys.load(path, production=True))


def change(path, **changes):
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_sm4_gcm_agrees_with_the_published_vector():
    """RFC 8998, appendix A.1."""
    key = bytes.fromhex("0123456789ABCDEFFEDCBA9876543210")
    nonce = bytes.fromhex("00001234567800000000ABCD")
    place = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")
    plain = bytes.fromhex("AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDDEEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA")
    sealed = bytes.fromhex(
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )
    assert Sm4Gcm(key).encrypt(nonce, plain, place) == sealed
    assert Sm4Gcm(key).decrypt(nonce, sealed, place) == plain


@pytest.mark.parametrize("cipher", keys.CIPHERS)
def test_what_is_sealed_opens_at_its_place(path, cipher):
    change(path, cipher=cipher)
    safe = vault(path)
    sealed = safe.seal(NUMBER.encode(), PLACE)
    assert safe.open(sealed, PLACE) == safe.open(memoryview(sealed), PLACE) == NUMBER.encode()
    assert NUMBER.encode() not in sealed


def test_the_format_names_version_cipher_and_key(path):
    sealed = vault(path).seal(b"12", PLACE)
    assert sealed[:4] == bytes([1, 2, 0, 1])
    assert len(sealed) == 4 + 12 + 2 + 16
    change(path, cipher="aes-256-gcm")
    assert vault(path).seal(b"12", PLACE)[:4] == bytes([1, 1, 0, 1])


def test_the_same_number_is_never_sealed_twice_alike(path):
    safe = vault(path)
    assert len({safe.seal(NUMBER.encode(), PLACE) for _ in range(100)}) == 100


@pytest.mark.parametrize("cipher", keys.CIPHERS)
@pytest.mark.parametrize("other", [PLACE[:-1] + "2", PLACE.replace("id_number", "phone"), PLACE.replace("worker", "lead")])
def test_moved_to_another_row_column_or_table_it_does_not_open(path, cipher, other):
    change(path, cipher=cipher)
    safe = vault(path)
    with pytest.raises(SealBroken, match="与所在行不符"):
        safe.open(safe.seal(NUMBER.encode(), PLACE), other)


def test_a_changed_byte_anywhere_is_found(path):
    safe = vault(path)
    sealed = safe.seal(NUMBER.encode(), PLACE)
    for place in range(len(sealed)):
        with pytest.raises(SealBroken):
            safe.open(sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :], PLACE)


@pytest.mark.parametrize("blob", [b"", b"plain text", b"\x01\x02\x00\x01short", b"\x09" * 60])
def test_what_was_never_sealed_is_refused(path, blob):
    with pytest.raises(SealBroken, match="不是本系统加密的数据"):
        vault(path).open(blob, PLACE)


def test_after_a_new_key_old_values_stay_readable_and_are_known_as_old(path):
    old = vault(path).seal(b"old", PLACE)
    content = json.loads(path.read_text())
    keys.create(path.with_name("second"))
    content["data"]["keys"]["2"] = json.loads(path.with_name("second").read_text())["data"]["keys"]["1"]
    content["data"]["current"] = 2
    change(path, **content)
    safe = vault(path)
    new = safe.seal(b"new", PLACE)
    assert (safe.open(old, PLACE), safe.open(new, PLACE)) == (b"old", b"new")
    assert (safe.is_current(old), safe.is_current(new)) == (False, True)
    del content["data"]["keys"]["1"]
    change(path, **content)
    with pytest.raises(SealBroken, match="缺少第 1 号数据密钥"):
        vault(path).open(old, PLACE)


def test_after_a_switch_of_cipher_old_values_stay_readable(path):
    old = vault(path).seal(b"old", PLACE)
    change(path, cipher="aes-256-gcm")
    assert vault(path).open(old, PLACE) == b"old"
    assert not vault(path).is_current(old)


def test_another_installations_keys_open_nothing(path):
    sealed = vault(path).seal(b"x", PLACE)
    keys.create(path.with_name("other"))
    with pytest.raises(SealBroken):
        vault(path.with_name("other")).open(sealed, PLACE)


def test_a_blind_index_is_sixteen_bytes_and_the_same_however_the_number_was_typed():
    index = crypto.blind("id_number", "11010519491231002X")
    assert len(index) == 16
    assert index == crypto.blind("id_number", " １１０１０５ 19491231 002x") == crypto.blind("id_number", IdNumber("11010519491231002x"))


def test_indexes_of_different_purposes_cannot_be_joined():
    assert crypto.blind("id_number", "13800138000") != crypto.blind("phone", "13800138000") != crypto.blind("bank_card", "13800138000")


def test_the_index_needs_the_key(path):
    keys.create(path.with_name("other"))
    assert vault(path).index("phone", "13800138000") != vault(path.with_name("other")).index("phone", "13800138000")


def test_loads_seal_each_row_for_itself_and_agree_with_the_single_way():
    rows = [(uuid4(), NUMBER), (str(uuid4()), "1403 0219 9003 0700 06"), (uuid4(), IdNumber(NUMBER))]
    sealed = crypto.encrypt_many("id_number", "wagepay_worker", "id_number", rows)
    for (uid, _), blob in zip(rows, sealed, strict=True):
        assert crypto.unseal(blob, crypto.place("wagepay_worker", "id_number", uid)) == NUMBER.encode()
    with pytest.raises(SealBroken):
        crypto.unseal(sealed[0], crypto.place("wagepay_worker", "id_number", rows[1][0]))
    assert crypto.blind_many("id_number", [value for _, value in rows]) == [crypto.blind("id_number", NUMBER)] * 3


def test_the_place_is_the_same_for_a_uid_and_its_text():
    uid = uuid4()
    assert crypto.place("t", "c", uid) == crypto.place("t", "c", str(uid)) == crypto.place("t", "c", UUID(uid.hex)) == f"t.c|{uid}"


def test_a_masked_text_is_refused_in_the_place_of_a_number():
    for act in (lambda: crypto.blind("id_number", "1403**********0006"), lambda: crypto.encrypt_many("phone", "t", "c", [(uuid4(), "138****8000")])):
        with pytest.raises(Refused, match="星号"):
            act()


def test_many_indexes_and_seals_are_those_of_one_by_one(path):
    safe = vault(path)
    numbers = [f"{number:018}" for number in range(300)] + ["", "X" * 80, "号码"]
    assert safe.index_many("id_number", numbers) == [safe.index("id_number", number) for number in numbers]
    sealed = safe.seal_many([number.encode() for number in numbers], [f"{PLACE}{at}".encode() for at in range(len(numbers))])
    assert [safe.open(blob, f"{PLACE}{at}").decode() for at, blob in enumerate(sealed)] == numbers
    assert len({blob[4:16] for blob in sealed}) == len(numbers), "no nonce twice"


def test_many_numbers_are_normalised_as_one_by_one():
    for kind, numbers in (("id_number", ["14030219900307000x", "140302199003070006"]), ("bank_card", ["6217 0000", "62170001"]), ("phone", ["8613900000001"])):
        assert list(crypto.plains_of(kind, numbers)) == [crypto.plain_of(kind, number) for number in numbers]
    assert crypto.plains_of("bank_card", ["6217", "6218"]) == ["6217", "6218"]


def test_fresh_uids_are_random_uuids_in_their_canonical_form():
    drawn = fresh_uids(500)
    assert len(set(drawn)) == 500 and all(str(UUID(text)) == text and UUID(text).version == 4 and UUID(text).variant == RFC_4122 for text in drawn)
    assert fresh_uids(0) == []
    assert are_canonical(drawn) and not are_canonical([])


@pytest.mark.parametrize(
    "written",
    [UUID, lambda text: UUID(text).hex, str.upper, "{{{}}}".format, lambda t: t[:-1], lambda t: f"{t[:-1]}-", lambda t: f"{t[:-1]}g", lambda t: f"-{t[1:]}"],
)
def test_one_uid_written_otherwise_among_many_is_noticed(written):
    uids = [*fresh_uids(3), written("a7c4f0de-3b61-4c2a-9f15-0d2b7e8c91fa"), *fresh_uids(3)]
    assert not are_canonical(uids)


def test_many_rows_are_bound_to_the_places_of_their_uids_however_these_are_written():
    uid = uuid4()
    for written in (uid, str(uid), uid.hex, str(uid).upper()):
        sealed = crypto.encrypt_many("bank_card", "t", "c", [(fresh, "62170000") for fresh in fresh_uids(2)] + [(written, "62170001")])
        assert crypto.unseal(sealed[2], crypto.place("t", "c", uid)) == b"62170001"


def test_a_place_is_the_same_however_the_uid_is_written():
    uid = uuid4()
    assert crypto.place("t", "c", uid) == crypto.place("t", "c", str(uid)) == crypto.place("t", "c", str(uid).upper()) == crypto.place("t", "c", uid.hex)
