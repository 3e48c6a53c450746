"""The key file: made in the demo, demanded in production, checked before anything is stored."""

import base64
import json
import os
import subprocess
import sys

import pytest

from portal.lib import keys


def key(first: int = 0) -> str:
    return base64.b64encode(bytes(range(first, first + 32))).decode()


def content(**changes) -> dict:
    return {"format": 1, "cipher": "sm4-gcm", "data": {"current": 1, "keys": {"1": key(0)}}, "blind": {"current": 1, "keys": {"1": key(64)}}} | changes


def write(path, value, mode=0o600):
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    path.chmod(mode)
    return path


def test_a_fresh_file_is_readable_by_its_owner_alone_and_good_for_production(tmp_path):
    path = tmp_path / "deep" / "keys.json"
    keys.create(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert keys.load(path, production=True).cipher == "sm4-gcm"
    assert [entry.name for entry in path.parent.iterdir()] == ["keys.json"]


def test_an_existing_file_is_never_replaced(tmp_path):
    path = write(tmp_path / "keys.json", content())
    keys.create(path)
    assert json.loads(path.read_text()) == content()


def test_two_files_never_share_a_key(tmp_path):
    for name in "ab":
        keys.create(tmp_path / name)
    first, second = (keys.load(tmp_path / name, production=True) for name in "ab")
    assert first.data.keys != second.data.keys
    assert first.data.keys[1] != first.blind.keys[1]


def test_the_demo_makes_its_file_on_first_use_and_production_refuses_that_file(tmp_path, settings):
    settings.PORTAL_KEYS, settings.PORTAL_ENV = tmp_path / "keys.json", "demo"
    assert keys.current() is keys.current()
    settings.PORTAL_ENV = "production"
    with pytest.raises(keys.BadKeys, match="演示环境"):
        keys.current()


def test_production_does_not_make_a_file(tmp_path, settings):
    settings.PORTAL_KEYS, settings.PORTAL_ENV = tmp_path / "keys.json", "production"
    with pytest.raises(keys.BadKeys, match="没有找到密钥文件"):
        keys.current()
    assert not settings.PORTAL_KEYS.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"format": 2}, "格式"),
        ({"cipher": "rot13"}, "cipher 只能是"),
        ({"data": {"current": 1, "keys": {"1": base64.b64encode(bytes(range(16))).decode()}}}, "长 16 字节，应为 32 字节"),
        ({"data": {"current": 1, "keys": {"1": base64.b64encode(bytes(32)).decode()}}}, "不是随机数"),
        ({"data": {"current": 1, "keys": {"1": base64.b64encode(b"changeme" * 4).decode()}}}, "不是随机数"),
        ({"data": {"current": 2, "keys": {"1": key()}}}, "current"),
        ({"data": {"current": 70000, "keys": {"70000": key()}}}, "65535"),
        ({"data": {"current": 1, "keys": {"1": "no base64!"}}}, "data 部分不完整"),
        ({"data": {"keys": {"1": key()}}}, "data 部分不完整"),
        ({"blind": {}}, "blind 部分不完整"),
        ({"blind": {"current": 1, "keys": {"1": key(0)}}}, "重复的密钥"),
    ],
)
def test_a_bad_file_is_refused_with_the_reason_and_without_the_key(tmp_path, changes, words):
    path = write(tmp_path / "keys.json", content(**changes))
    with pytest.raises(keys.BadKeys) as error:
        keys.load(path, production=True)
    assert words in str(error.value)
    assert key() not in str(error.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_a_damaged_file_is_refused(tmp_path, text):
    with pytest.raises(keys.BadKeys):
        keys.load(write(tmp_path / "keys.json", text), production=False)


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o666])
def test_a_file_that_others_can_read_is_refused_with_the_command_to_mend_it(tmp_path, mode):
    path = write(tmp_path / "keys.json", content(), mode)
    with pytest.raises(keys.BadKeys, match=f"chmod 600 {path}"):
        keys.load(path, production=True)


def test_no_key_shows_in_the_text_form_of_the_file(tmp_path):
    loaded = keys.load(write(tmp_path / "keys.json", content()), production=True)
    assert "\\x00" not in repr(loaded)
    assert repr(loaded.data) == "Ring(current=1)"


def test_keys_derived_for_different_purposes_differ():
    secret = bytes(range(32))
    assert keys.derive(secret, "blind|id_number", 32) != keys.derive(secret, "blind|phone", 32)
    assert keys.derive(secret, "data|sm4-gcm", 16) != keys.derive(secret, "data|aes-256-gcm", 16)


def test_the_operators_command_makes_a_file(tmp_path):
    path = tmp_path / "keys.json"
    made = subprocess.run([sys.executable, "-m", "portal.lib.keys", path], capture_output=True, text=True, cwd=os.getcwd())
    assert made.returncode == 0, made.stderr
    assert keys.load(path, production=True)
    assert json.loads(path.read_text())["data"]["keys"]["1"] not in made.stdout
