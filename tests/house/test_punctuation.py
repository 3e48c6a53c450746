"""Chinese sentences have Chinese punctuation: in what the code says, in the templates, and in the manuals."""

import ast
import re

import pytest

from portal.env import ROOT
from tests.house.source import files, tree

BETWEEN = re.compile(r"[\u4e00-\u9fff”’》〕）][,;:?!()]|[,;:?!()][\u4e00-\u9fff“‘《〔（]")
EXPRESSION = re.compile(r"\\[dswS.()*+?|]|\(\?|\[[^\]]*\][*+?{]|\)[*+?{]|[$^]")  # patterns of the reader of sheets are no sentences
# Formulas, which are written as in their standard.
FORMULAS = {"portal/api/schema.py": "HMAC-SHA256(密钥, ", "portal/lib/keys.py": "名称: 文字"}


def sentences(path) -> list[tuple[int, str]]:
    """Line and text of every string of a module that is no docstring and no pattern."""
    module = tree(path)
    docs = {id(node.body[0].value) for node in ast.walk(module) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and _has_doc(node)}
    texts = [node for node in ast.walk(module) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs]
    return [(node.lineno, node.value) for node in texts if not EXPRESSION.search(node.value)]


def _has_doc(node: ast.AST) -> bool:
    return bool(node.body) and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant)


def test_what_the_code_says_has_chinese_punctuation():
    found = {f"{path.relative_to(ROOT)}:{line}": text for path in files() for line, text in sentences(path) if BETWEEN.search(text)}
    assert {place: text for place, text in found.items() if FORMULAS.get(place.rpartition(":")[0], "\0") not in text} == {}


@pytest.mark.parametrize("folder", ["templates", "docs/manual", "docs/operations"])
def test_templates_and_manuals_have_chinese_punctuation(folder):
    found = {}
    for path in sorted((ROOT / folder).rglob("*.*")):
        text = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}|<style.*?</style>|<[^>]*>|```.*?```|`[^`]*`|\[[^\]]*\]\([^)]*\)", "\0", path.read_text(), flags=re.S)
        found |= {f"{path.relative_to(ROOT)}": line.strip() for line in text.splitlines() if BETWEEN.search(line)}
    assert found == {}


def test_the_search_finds_half_width_signs_and_lets_numbers_and_patterns_alone():
    assert all(BETWEEN.search(text) for text in ("已办,请看", "注意:看", "工资(元)", "（一）,二"))
    assert not any(BETWEEN.search(text) for text in ("10:30 到场", "1,087.78 元", "已办，请看（见附件）：", "DN(f): x"))
    assert EXPRESSION.search(r"(\d{1,2})日") and not EXPRESSION.search("工资（元）")
