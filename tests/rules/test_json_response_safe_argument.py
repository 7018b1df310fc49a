from __future__ import annotations

import pytest

from resp_core.versions import Version
from resp_lsp.rules.finding import Safety
from tests.rules.check import check, codes, fixes, silent, unfixed
from tests.rules.look_alikes import each_look_alike

HEAD = "from django.http import JsonResponse\n"
NEXT = Version(6, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        "[1], safe=False",
        "[1], safe=True",
        "{}, safe=True",
        "{}, safe=flag",
        "data, safe=not isinstance(data, dict)",
        "{}, DjangoJSONEncoder, False",
    ],
)
def test_any_use_of_the_argument_is_flagged_from_6_2_on(arguments: str) -> None:
    code = f"{HEAD}JsonResponse({arguments})"
    assert codes(code, NEXT) == ["RSP102"]
    assert codes(code, Version(6, 1)) == []


@pytest.mark.parametrize("arguments", ["[1]", "{}, status=400", "*rows", "{}, **options"])
def test_a_call_without_it_is_silent(arguments: str) -> None:
    silent(f"{HEAD}JsonResponse({arguments})", NEXT)


@each_look_alike("JsonResponse")
def test_a_class_of_the_same_name_is_silent(head: str) -> None:
    silent(f"import django\n{head}JsonResponse([1], safe=False)", NEXT)


def test_the_argument_is_marked() -> None:
    check(
        """
        from django.http import JsonResponse as JR
        def view(request):
            return JR([1], safe=False)
            #              ^^^^^^^^^^ RSP102 deprecated
        """,
        NEXT,
    )


def test_a_function_of_the_project_is_blamed_once() -> None:
    check(
        """
        from django.http import JsonResponse
        def answer(data, safe=True):
            return JsonResponse(data, safe=safe)
            #                         ^^^^^^^^^ RSP102
        def view(request):
            return answer([1], False)
        """,
        NEXT,
    )


@pytest.mark.parametrize(
    ("before", "after", "safety"),
    [
        ("[1], safe=False", "[1]", Safety.SAFE),
        ("{}, safe=False, status=400", "{}, status=400", Safety.SAFE),
        ("{}, safe=True", "{}", Safety.SAFE),
        ("{}, X, False", "{}, X", Safety.SAFE),
        ("data, safe=True", "data", Safety.SUGGESTED),
        ("[1], safe=flag", "[1]", Safety.SUGGESTED),
    ],
)
def test_it_is_left_out(before: str, after: str, safety: Safety) -> None:
    code = f"{HEAD}JsonResponse({before})"
    if safety is Safety.SUGGESTED:
        unfixed(code, Safety.SAFE, NEXT)
    fixes(code, f"{HEAD}JsonResponse({after})", safety, NEXT)


@pytest.mark.parametrize("arguments", ["{}, X, False, {}", "{},  # why\n safe=False"])
def test_where_it_cannot_go_there_is_no_fix(arguments: str) -> None:
    unfixed(f"{HEAD}JsonResponse({arguments})", target=NEXT)


def test_a_comment_silences_it() -> None:
    silent(f"{HEAD}JsonResponse([1], safe=False)  # noqa: RSP102", NEXT)
