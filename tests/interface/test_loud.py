"""The harness itself: an undefined variable in one of our templates is an error, and nothing else is."""

import pytest
from django.template import Context, Origin, Template

from tests.interface.loud import OWN, UndefinedVariable


def ours(source: str) -> Template:
    return Template(source, origin=Origin(f"{OWN}/sample.html"))


def test_a_plain_undefined_variable_is_an_error():
    with pytest.raises(UndefinedVariable, match="sample.html: person.name"):
        ours("{{ person.name }}").render(Context({"person": {}}))


def test_an_undefined_argument_of_an_include_is_an_error():
    with pytest.raises(UndefinedVariable):
        ours('{% include "parts/_empty.html" with title=nothing_here only %}').render(Context())


@pytest.mark.parametrize("source", ["{% if x %}a{% endif %}", '{{ x|default:"" }}', "{% for y in x %}a{% endfor %}"])
def test_asking_whether_it_is_there_is_allowed(source):
    assert ours(source).render(Context()) == ""


def test_templates_of_others_keep_the_usual_silence():
    assert Template("{{ x }}", origin=Origin("/elsewhere/widget.html")).render(Context()) == ""


def test_a_variable_is_looked_up_once():
    calls = []
    ours("{{ count|add:1 }}").render(Context({"count": lambda: calls.append(1) or 1}))
    assert len(calls) == 1
