"""An upload is on no disk in clear, whatever its size; what is over the limit is refused whole; nothing of it outlives the request."""

import gc
import io
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from portal.documents import sniff
from portal.lib.errors import Refused
from portal.lib.uploads import NONCE_BYTES, SealedFile, folder

MARK = "身份证号 140302199003070006".encode()
MB = 1 << 20


@pytest.fixture
def request_with(rf: RequestFactory):
    """Function: a request that carries one file of this size, full of the mark."""

    def make(size: int):
        content = (MARK * (size // len(MARK) + 1))[:size]
        return rf.post("/", {"file": SimpleUploadedFile("花名册.xlsx", content)}), content

    return make


def on_disk() -> Iterator[tuple[str, bytes]]:
    """Every file this process holds open, named or not, and every file below the folders it writes to."""
    for link in Path("/proc/self/fd").iterdir():
        try:
            target, is_file = os.readlink(link), link.is_file()
            if is_file and not target.startswith(("/proc", "/dev", "/usr")):
                yield target, Path(link).read_bytes()
        except OSError:
            continue
    for path in folder().parent.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


@pytest.mark.parametrize("size", [MB // 2, 3 * MB, 12 * MB])
def test_no_clear_byte_of_an_upload_is_on_disk_while_it_is_worked_on(request_with, size):
    request, content = request_with(size)
    upload = request.FILES["file"]
    assert upload.read(100) == content[:100]
    files = list(on_disk())
    assert [name for name, found in files if MARK in found] == []
    passing = [len(found) for name, found in files if name.startswith(str(folder()))]
    assert any(length >= size for length in passing) == (size > MB), "a large one is on disk, sealed; a small one is not"
    upload.seek(0)
    assert (upload.name, upload.size, upload.read() == content) == ("花名册.xlsx", size, True)


def test_afterwards_nothing_of_it_is_left_and_meanwhile_no_folder_names_it(request_with):
    request, _ = request_with(3 * MB)
    assert request.FILES["file"].size == 3 * MB
    assert list(folder().iterdir()) == []
    assert folder().stat().st_mode & 0o777 == 0o700
    before = len(os.listdir("/proc/self/fd"))
    request.close()
    del request
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) < before


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
def test_what_is_over_the_limit_is_counted_and_refused_whole(request_with, settings, more, fits):
    settings.UPLOAD_MAX_BYTES = 2 * MB
    request, content = request_with(2 * MB + more)
    upload = request.FILES["file"]
    assert upload.size == 2 * MB + more
    if fits:
        assert upload.read() == content
    else:
        with pytest.raises(Refused, match="超过上限 2 MB"):
            upload.read(10)


def test_a_full_disk_refuses_in_words(request_with, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", lambda **options: type("Full", (io.BytesIO,), {"write": full})())
    request, _ = request_with(2 * MB)
    with pytest.raises(Refused, match="磁盘已满"):
        request.FILES["file"].read()


@given(st.lists(st.binary(max_size=40), max_size=8), st.lists(st.tuples(st.integers(0, 330), st.integers(-1, 330)), max_size=6))
def test_reads_anywhere_what_was_written(parts, reads):
    plain = b"".join(parts)
    file = SealedFile(folder(), 1000)
    for part in parts:
        file.write(part)
    twin = io.BytesIO(plain)
    for start, size in reads:
        assert file.seek(start) == twin.seek(start)
        assert file.read(size) == twin.read(size)
    assert file.seek(0, os.SEEK_END) == len(plain)
    file.close()


def test_a_piece_that_was_changed_on_disk_does_not_open():
    file = SealedFile(folder(), 1000)
    file.write(b"x" * 100)
    os.pwrite(file._file.fileno(), b"\0" * NONCE_BYTES, 10)
    file.seek(0)
    with pytest.raises(InvalidTag):
        file.read()
    file.close()


def test_lines_and_pictures_are_read_from_it_as_from_any_file(tmp_path):
    picture = io.BytesIO()
    Image.effect_noise((300, 300), 80).save(picture, "PNG")
    file = SealedFile(tmp_path, MB)
    for begin in range(0, len(picture.getvalue()), 1000):
        file.write(picture.getvalue()[begin : begin + 1000])
    file.seek(0)
    assert Image.open(file).size == (300, 300)
    lines = SealedFile(tmp_path, MB)
    lines.write("序号,姓名\n1,".encode())
    lines.write("样例\n".encode())
    lines.seek(0)
    assert io.TextIOWrapper(io.BufferedReader(lines), encoding="utf-8").readlines() == ["序号,姓名\n", "1,样例\n"]


@pytest.mark.django_db
def test_a_page_that_keeps_an_upload_never_had_it_on_disk_in_clear(tree, county_inspector, client_of, monkeypatch):
    """Through a real page: at the moment its content is looked at, and after it has been kept."""
    noise = io.BytesIO()
    Image.effect_noise((1700, 1700), 90).save(noise, "PNG", compress_level=0)
    content, seen = noise.getvalue(), []
    mark, check = content[MB : MB + 64], sniff.check

    def looked(*given):
        seen.extend(name for name, found in on_disk() if mark in found)
        seen.append("looked")
        return check(*given)

    monkeypatch.setattr(sniff, "check", looked)
    browser = client_of(county_inspector)
    given = {"kind": "police", "title": "受理", "authority": "平定县公安局", "asked_on": "2026-11-01", "place": tree.county.pk}
    step_page = browser.post("/external/new/", given, follow=True).redirect_chain[-1][0]
    answer = {"is_done": "yes", "answered_on": "2026-11-05", "result": "已受理", "scan": SimpleUploadedFile("复函.png", content)}
    assert "复函.png" in browser.post(f"{step_page}answer/", answer, follow=True).content.decode()
    assert seen == ["looked"]
    assert [name for name, found in on_disk() if mark in found] == []
