"""What others download tells nothing of its makers: authors, firms, folders, places; and does nothing by itself."""

import io
import zipfile

import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from portal.documents.pdf import pdf_of
from portal.documents.sniff import PAPERS, SHEETS, check
from portal.lib.errors import Refused
from tests.make.documents import picture

MAKER = "李某某"
FOLDER = r"C:\Users\limoumou\Desktop"


@pytest.fixture(scope="module")
def plain() -> bytes:
    return pdf_of("<p>付款证明</p>")


def altered(content: bytes, change) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def package(parts: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
    return out.getvalue()


def parts_of(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


CORE = f'<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{MAKER}</dc:creator></cp:coreProperties>'
APP = "<Properties><Company>样例建工</Company><Manager>王某</Manager></Properties>"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
WORD = {
    "[Content_Types].xml": TYPES,
    "word/document.xml": f'<w:document xmlns:w="w"><w:ins w:author="{MAKER}"><w:t>计划二十日前付清。</w:t></w:ins></w:document>',
    "docProps/core.xml": CORE,
    "docProps/app.xml": APP,
    "docProps/custom.xml": f"<Properties><property>{MAKER}</property></Properties>",
}


def workbook() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.set_properties({"author": MAKER, "company": "样例建工", "manager": "王某"})
        book.set_custom_property("编制人", MAKER)
        book.add_worksheet("名册").write(0, 0, "姓名")
    parts = parts_of(out.getvalue())
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        "<sheets>", f'<x15ac:absPath xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac" url="{FOLDER}"/><sheets>'
    )
    return package(parts)


class TestPdf:
    def test_one_with_nothing_to_hide_keeps_its_bytes(self, plain):
        assert check("证明.pdf", plain).content == plain

    def test_author_title_and_xmp_are_gone_and_the_pages_stay(self, plain):
        def tell(writer: PdfWriter) -> None:
            writer.add_metadata({"/Author": "Li Moumou", "/Title": MAKER})

        told = altered(plain, tell)
        assert b"Li Moumou" in told and PdfReader(io.BytesIO(told)).metadata.title == MAKER
        content = check("证明.pdf", told).content
        assert b"Li Moumou" not in content, "not even as an object nothing refers to"
        cleaned = PdfReader(io.BytesIO(content))
        assert not {"/Author", "/Title"} & set(cleaned.metadata or {})
        assert "付款证明" in cleaned.pages[0].extract_text()

    @pytest.mark.parametrize("part", ["/OpenAction", "/AA", "/Metadata"])
    def test_what_acts_or_tells_at_the_root_is_gone(self, plain, part):
        acting = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
        told = altered(plain, lambda writer: writer.root_object.__setitem__(NameObject(part), acting))
        cleaned = check("证明.pdf", told).content
        assert b"app.alert" not in cleaned and part not in PdfReader(io.BytesIO(cleaned)).root_object

    def test_embedded_files_and_scripts_are_gone(self, plain):
        def hide(writer: PdfWriter) -> None:
            writer.add_attachment("病毒.exe", b"MZ secret payload")
            script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")})
            writer.root_object["/Names"][NameObject("/JavaScript")] = script

        cleaned = check("证明.pdf", altered(plain, hide)).content
        names = PdfReader(io.BytesIO(cleaned)).root_object.get("/Names", {})
        assert "/EmbeddedFiles" not in names and "/JavaScript" not in names
        assert not [word for word in (b"secret payload", b"app.alert") if word in cleaned]

    def test_what_hangs_on_behind_the_end_is_cut_off(self, plain):
        both = plain + b"PK\x03\x04 a zip or a script"
        assert b"a script" not in check("双.pdf", both).content

    def test_one_with_signatures_is_left_alone(self, plain):
        def sign(writer: PdfWriter) -> None:
            form = DictionaryObject({NameObject("/SigFlags"): NumberObject(3), NameObject("/Fields"): ArrayObject()})
            writer.root_object[NameObject("/AcroForm")] = form
            writer.add_metadata({"/Author": MAKER})

        signed = altered(plain, sign)
        assert check("签章.pdf", signed).content == signed


class TestOffice:
    def test_a_workbook_keeps_its_cells_and_loses_its_makers_and_its_folder(self):
        before = workbook()
        assert MAKER in parts_of(before)["docProps/core.xml"] and FOLDER in parts_of(before)["xl/workbook.xml"]
        after = check("名册.xlsx", before, SHEETS).content
        parts = parts_of(after)
        assert parts.keys() == parts_of(before).keys()
        told = " ".join(parts.values())
        assert not [word for word in (MAKER, FOLDER, "样例建工", "王某") if word in told]
        assert "姓名" in told and check("名册.xlsx", after, SHEETS).content == after, "cleaning twice changes nothing"

    def test_a_word_file_keeps_its_text_and_loses_its_makers(self):
        after = parts_of(check("计划.docx", package(WORD), PAPERS).content)
        assert MAKER not in " ".join(after.values()) and "计划二十日前付清。" in after["word/document.xml"]

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ({"word/vbaProject.bin": b"x"}, "宏"),
            ({"word/embeddings/a.xlsx": b"x"}, "嵌入"),
            ({"word/document.xml": "<w:document>"}, "已损坏"),
            ({"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}, "DTD"),
            (
                {
                    "word/_rels/document.xml.rels": '<Relationships><Relationship Type="x/attachedTemplate" Target="http://a/b.dotm" TargetMode="External"/></Relationships>'
                },
                "外部文件",
            ),
            ({"../evil.xml": "<x/>"}, "路径"),
        ],
    )
    def test_a_word_file_that_hides_something_is_refused(self, change, reason):
        with pytest.raises(Refused, match=reason):
            check("计划.docx", package(WORD | change), PAPERS)

    def test_links_in_its_text_are_no_reason_to_refuse_it(self):
        link = '<Relationships><Relationship Type="http://x/hyperlink" Target="http://a" TargetMode="External"/></Relationships>'
        assert check("计划.docx", package(WORD | {"word/_rels/document.xml.rels": link}), PAPERS)

    @pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0 old word", picture("PNG"), package({"xl/workbook.xml": "<x/>"})])
    def test_something_else_under_its_name_is_refused(self, content):
        with pytest.raises(Refused, match="不是 Word 文档|不完整"):
            check("计划.docx", content, PAPERS)

    def test_it_is_taken_as_an_answer_and_not_as_evidence(self):
        with pytest.raises(Refused, match="不收"):
            check("计划.docx", package(WORD))


class TestCorpus:
    """Names and contents that try to be something else; each is kept under a harmless name or refused."""

    @pytest.mark.parametrize(
        ("name", "kept"),
        [
            ("付款证明.exe.pdf", "付款证明.exe.pdf"),
            ("证明\u202efdp.exe.pdf", "证明fdp.exe.pdf"),
            ("证明.pdf\x00.exe.pdf", "证明.pdf.exe.pdf"),
            ("..\\..\\windows\\证明.pdf", "证明.pdf"),
            ("/etc/passwd/../证明.pdf", "证明.pdf"),
            ("😀证明👍.pdf", "😀证明👍.pdf"),
            ("CON.pdf", "CON.pdf"),
            ("a" * 300 + ".pdf", "a" * 116 + ".pdf"),
        ],
    )
    def test_names(self, plain, name, kept):
        assert check(name, plain).name == kept

    @pytest.mark.parametrize("name", ["证明.pdf.exe", "证明.pdf ", "证明.pdf.", "证明.PDF\u200b", "证明", ".pdf"])
    def test_the_last_extension_decides_and_invisible_signs_do_not_count(self, plain, name):
        try:
            assert check(name, plain).name.lower().endswith(".pdf")
        except Refused as refusal:
            assert refusal.code == "extension"

    @pytest.mark.parametrize("content", [b"GIF89a%PDF-1.7", b"\x00%PDF-1.7", b"MZ%PDF-1.7", b"<script>%PDF-1.7</script>", picture("PNG") + b"%PDF-1.7 1 0 obj"])
    def test_a_pdf_begins_as_one(self, content):
        with pytest.raises(Refused, match="不是 PDF"):
            check("双.pdf", content)
