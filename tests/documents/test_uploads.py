"""What is taken in: extension, first bytes and a real reading agree, or a sentence says why not."""

import io

import pytest
from PIL import Image
from pypdf import PdfWriter

from portal.audit.models import Entry
from portal.documents import images, sniff, storage
from portal.documents.actions.receive_file import receive_file
from portal.documents.pdf import pdf_of
from portal.documents.sniff import check, clean_name
from portal.lib.errors import Refused
from portal.tenancy.scope import acting
from tests.make.documents import AT, picture


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pdf_of("<p>回执</p>")


class TestNames:
    @pytest.mark.parametrize(
        ("given", "kept"),
        [
            ("回执.pdf", "回执.pdf"),
            ("C:\\用户\\回执.pdf", "回执.pdf"),
            ("../../etc/passwd.pdf", "passwd.pdf"),
            ("照\u202egpj.片.pdf", "照gpj.片.pdf"),
            ("a\x00b\r\nc.pdf", "abc.pdf"),
            ('a<b>"c"|d?.pdf', "a_b__c__d_.pdf"),
            ("", "文件"),
            ("...", "文件"),
            ("工资😀.pdf", "工资😀.pdf"),
        ],
    )
    def test_names_are_made_safe(self, given, kept):
        assert clean_name(given) == kept

    def test_a_long_name_keeps_its_extension(self):
        name = clean_name("长" * 300 + ".pdf")
        assert len(name) == sniff.MAX_NAME and name.endswith(".pdf")


class TestContent:
    def test_a_pdf_passes_as_it_is(self, pdf):
        assert check("回执.PDF", pdf).content == pdf

    @pytest.mark.parametrize(
        ("name", "content", "code"),
        [
            ("a.exe", b"MZ", "extension"),
            ("a.pdf.exe", b"%PDF-1.7", "extension"),
            ("无扩展名", b"%PDF-1.7", "extension"),
            ("a.svg", b"<svg/>", "extension"),
            ("a.html", b"<html>", "extension"),
            ("a.pdf", b"", "empty"),
            ("a.pdf", b"<html>hello", "wrong_extension"),
            ("a.pdf", b"%PDF-1.7 then nothing", "bad_pdf"),
            ("a.jpg", b"GIF89a" + b"0" * 50, "bad_image"),
            ("a.png", b"\x89PNG\r\n\x1a\n" + b"0" * 50, "bad_image"),
            ("a.jpg", picture("PNG"), "wrong_extension"),
            ("a.png", picture("JPEG"), "wrong_extension"),
            ("a.jpg", picture("JPEG")[:300], "bad_image"),
        ],
    )
    def test_what_does_not_agree_is_refused(self, name, content, code):
        with pytest.raises(Refused) as refusal:
            check(name, content)
        assert refusal.value.code == code

    def test_a_workbook_is_no_document_and_is_scanned_where_sheets_are_taken(self):
        with pytest.raises(Refused, match="请上传 pdf、jpg、png"):
            check("表.xlsx", b"PK\x03\x04")
        with pytest.raises(Refused):
            check("表.xlsx", b"PK\x03\x04 broken", sniff.SHEETS)

    def test_a_pdf_without_pages_is_refused(self):
        out = io.BytesIO()
        PdfWriter().write(out)
        with pytest.raises(Refused, match="没有页面"):
            check("空.pdf", out.getvalue())

    def test_a_locked_pdf_is_refused_with_advice(self, pdf):
        writer, out = PdfWriter(io.BytesIO(pdf)), io.BytesIO()
        writer.encrypt("secret")
        writer.write(out)
        with pytest.raises(Refused, match="密码"):
            check("锁.pdf", out.getvalue())


class TestPictures:
    def test_place_and_device_of_a_photo_are_gone(self):
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Maker", "Phone of Li"
        exif.get_ifd(0x8825)[1] = "N"
        photo = picture("JPEG", exif=exif)
        assert b"Phone of Li" in photo
        cleaned = check("现场.jpg", photo).content
        assert b"Phone of Li" not in cleaned
        assert dict(Image.open(io.BytesIO(cleaned)).getexif()) == {}

    def test_a_photo_lying_on_its_side_is_put_upright(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        cleaned = check("现场.jpg", picture("JPEG", (40, 30), exif=exif)).content
        assert Image.open(io.BytesIO(cleaned)).size == (30, 40)

    def test_text_hidden_in_a_png_is_gone(self):
        from PIL.PngImagePlugin import PngInfo

        info = PngInfo()
        info.add_text("Comment", "hidden words")
        assert b"hidden words" not in check("图.png", picture("PNG", pnginfo=info)).content

    def test_a_file_that_is_also_something_else_is_only_a_picture_afterwards(self):
        both = picture("JPEG") + b"<script>alert(1)</script>PK\x03\x04"
        assert b"<script>" not in check("双.jpg", both).content

    def test_a_bomb_of_pixels_is_refused_before_it_is_drawn(self, monkeypatch):
        monkeypatch.setattr(images, "MAX_PIXELS", 1000)
        with pytest.raises(Refused, match="像素太多"):
            check("大.png", picture("PNG", (40, 30)))

    def test_an_announced_giant_is_refused(self):
        import struct
        import zlib

        def chunk(kind: bytes, data: bytes) -> bytes:
            return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

        giant = (
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", struct.pack(">IIBBBBB", 60000, 60000, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"0"))
            + chunk(b"IEND", b"")
        )
        with pytest.raises(Refused, match="像素太多"):
            check("巨.png", giant)

    def test_a_large_photo_is_scaled_down(self, monkeypatch):
        monkeypatch.setattr(images, "MAX_SIDE", 20)
        assert Image.open(io.BytesIO(check("大.jpg", picture("JPEG", (40, 30))).content)).size == (20, 15)


@pytest.mark.django_db
class TestReceive:
    def test_the_row_describes_what_was_kept_not_what_was_claimed(self, county_inspector):
        with acting(county_inspector):
            row = self.receive(county_inspector, picture("JPEG"), "../现场.JPG")
        assert (row.name, row.media_type) == ("现场.JPG", "image/jpeg")
        assert storage.digest(storage.read(row.sha256)) == row.sha256
        assert Entry.objects.get(verb="documents.upload").detail["sha256"] == row.sha256

    def test_more_than_the_limit_is_refused_however_it_is_announced(self, county_inspector):
        with acting(county_inspector), pytest.raises(Refused, match="超过上限"):
            self.receive(county_inspector, b"%PDF-" + b"0" * (2 << 20), "大.pdf", max_bytes=1 << 20)

    def test_an_enterprise_keeps_files_under_its_own_name(self, contractor, tree):
        with acting(contractor):
            row = self.receive(contractor, picture("PNG"), "回执.png", region_id=tree.county.pk)
        assert row.enterprise_id == contractor.enterprise_id

    def receive(self, actor, content: bytes, name: str, **fields):
        fields = {"region_id": actor.region_id} | fields
        return receive_file(actor=actor, upload=io.BytesIO(content), name=name, kind="evidence", at=AT, **fields)


def test_every_kind_of_file_the_portal_takes_has_a_name_for_people():
    assert set(sniff.FORMATS) == set(sniff.MEDIA_TYPES.values())
    assert sniff.format_of("application/x-unheard-of") == "其他文件"
