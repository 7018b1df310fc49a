"""The planted faults are faults on real Django, and their twins are not."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from scripts.forms import SLOTS, Form, forms, read
from scripts.planting import Planted, planted
from scripts.sites import Site, sites

if TYPE_CHECKING:
    from pathlib import Path

    from tests.django.matrix import Django, Outcome

VIEWS = """\
from django.views import View


class Page(View):
    def get(self, request):
        return None
"""
NEIGHBOUR = "LIMIT = 10\n"
PROGRAM = """
import sys
import types

for name in MODULES:
    sys.modules[name] = types.ModuleType(name)
    sys.modules[name].__package__ = "shop"
sys.modules["shop"].__path__ = []
for name, text in MODULES.items():
    exec(text, sys.modules[name].__dict__)
view = sys.modules["shop.views"].Page.as_view()
"""
RAISES = {
    "RSP101": "TypeError: In order to allow non-dict objects",
    "RSP201": "django.http.response.BadHeaderError",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The return of a view that is a method, with a module beside it."""
    folder: Path = tmp_path_factory.mktemp("project")
    (folder / "shop").mkdir()
    for name, text in (("__init__", ""), ("goods", NEIGHBOUR), ("views", VIEWS)):
        (folder / "shop" / f"{name}.py").write_text(text, "utf-8")
    (found,) = sites(folder, random.Random(1))
    return found


def test_every_fault_is_one_on_django_and_no_twin_is(django: Django, site: Site) -> None:
    draw = random.Random(1)
    wrong = []
    for form in forms():
        pair = planted(form, site, draw)
        assert pair, f"{form.name} does not fit"
        fault, twin = (django.run(program(each)) for each in pair)
        if not is_fault(form.rule, fault):
            wrong.append(f"the fault of {form.rule} {form.hop}: {form.name}: {fault}")
        if not is_correct(form.rule, twin):
            wrong.append(f"the twin of {form.rule} {form.hop}: {form.name}: {twin}")
    assert "\n".join(wrong) == ""


def program(plant: Planted) -> str:
    """One text that makes the modules of a plant, and a view of theirs."""
    texts = {path.stem: text for path, text in plant.texts.items()}
    modules = {
        "shop.goods": texts.get("goods", NEIGHBOUR),
        "shop": texts.get("__init__", ""),
        "shop.views": texts["views"],
    }
    return f"MODULES = {modules!r}\n{PROGRAM}"


def is_fault(rule: str, outcome: Outcome) -> bool:
    if rule in RAISES:
        return (outcome.raises or "").startswith(RAISES[rule])
    return outcome.header(SLOTS[rule]["$NAME"][0]) is not None


def is_correct(rule: str, outcome: Outcome) -> bool:
    if rule in RAISES:
        return outcome.raises is None
    return any(outcome.header(name) is not None for name in SLOTS[rule]["$NAME"])


def test_each_form_has_a_name_of_its_own() -> None:
    titles = [(form.rule, form.hop, form.name) for form in forms()]
    assert len(titles) == len(set(titles))


def test_a_plant_changes_nothing_but_its_own_lines(site: Site) -> None:
    draw = random.Random(1)
    for form in forms():
        for plant in planted(form, site, draw) or ():
            lines = plant.texts[plant.path].splitlines()
            kept = [text for n, text in enumerate(lines, 1) if n not in plant.lines and text]
            assert kept[-1] == "        return None" or "below" in form.fault


def test_the_marked_lines_are_to_be_found(site: Site) -> None:
    code = 'response = HttpResponse("page")\nresponse["$NAME"] = "$TEXT"  #!\nreturn response\n'
    (form,) = read(f"## literal: a form\n{code}", "RSP302")
    fault, twin = planted(form, site, random.Random(1)) or pytest.fail("does not fit")
    lines = [fault.texts[fault.path].splitlines()[n - 1].strip() for n in fault.expected]
    assert lines == ['response["Vary"] = "Cookie"']
    assert 'response["X-Export-Vary"] = "Cookie"\n' in twin.texts[twin.path]


def test_a_choice_differs_between_fault_and_twin() -> None:
    (form,) = read("## local*3: a form\nrows = <<[1]||{}>>\nreturn JsonResponse(rows)\n", "RSP101")
    assert form == Form(
        "RSP101",
        "local",
        "a form",
        3,
        {"view": "rows = [1]\nreturn JsonResponse(rows)\n"},
        {"view": "rows = {}\nreturn JsonResponse(rows)\n"},
    )


def test_code_above_the_first_form_is_refused() -> None:
    with pytest.raises(ValueError, match="not under a form"):
        list(read("return None\n## local: a form\n", "RSP101"))
