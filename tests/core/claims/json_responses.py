"""Behaviours 80 to 87: JsonResponse and DjangoJSONEncoder."""

from __future__ import annotations

from tests.core.claims.claim import claims
from tests.core.snippets import Raised

_UNSAFE = Raised(
    "TypeError",
    "In order to allow non-dict objects to be serialized set the safe parameter to False.",
)


def _no_json(kind: str) -> Raised:
    return Raised("TypeError", f"Object of type {kind} is not JSON serializable")


def _dumped(value: str) -> str:
    return f"JsonResponse({{'a': {value}}}).content[6:-1]"


CLAIMS = claims(
    [
        (80, "JsonResponse([1])", _UNSAFE),
        (80, "JsonResponse(None)", _UNSAFE),
        (80, "JsonResponse(types.MappingProxyType({}))", _UNSAFE),
        (80, "import collections\nJsonResponse(collections.UserDict())", _UNSAFE),
        (80, "import collections\nJsonResponse(collections.OrderedDict(a=1)).content", b'{"a": 1}'),
        (80, "[JsonResponse([1], safe=s).content for s in (False, None, 0, '')]", [b"[1]"] * 4),
        (80, "JsonResponse([1], safe='no')", _UNSAFE),
        (
            81,
            "import json\nJsonResponse([1], json.JSONEncoder, False, {'indent': 1}).content",
            b"[\n 1\n]",
        ),
        (81, "JsonResponse({}, 400)", Raised("TypeError", "'int' object is not callable")),
        (
            81,
            "JsonResponse({}, DjangoJSONEncoder())",
            Raised("TypeError", "'DjangoJSONEncoder' object is not callable"),
        ),
        (
            81,
            "JsonResponse({}, indent=2)",
            Raised(
                "TypeError",
                "HttpResponseBase.__init__() got an unexpected keyword argument 'indent'",
            ),
        ),
        (
            81,
            "JsonResponse({}, DjangoJSONEncoder, True, None, 5)",
            Raised(
                "TypeError",
                "JsonResponse.__init__() takes from 2 to 5 positional arguments but 6 were given",
            ),
        ),
        (81, "JsonResponse({}, status=404).status_code", 404),
        (
            82,
            "JsonResponse({}, headers={'Content-Type': 'a'})",
            Raised(
                "ValueError",
                "'headers' must not contain 'Content-Type' when the 'content_type' parameter is "
                "provided.",
            ),
        ),
        (
            82,
            "JsonResponse({}, headers={'Content-Type': 'a'}, content_type=None)['Content-Type']",
            "a",
        ),
        (82, "JsonResponse({}, content_type=None)['Content-Type']", "text/html; charset=utf-8"),
        (
            83,
            "JsonResponse({'a': 'é'}).serialize()",
            b'Content-Type: application/json\r\n\r\n{"a": "\\u00e9"}',
        ),
        (
            83,
            (
                "JsonResponse({'a': 'é'}, json_dumps_params={'ensure_ascii': "
                "False}, charset='latin-1')"
                ".content"
            ),
            b'{"a": "\xe9"}',
        ),
        (
            84,
            "JsonResponse({'a': float('nan'), 'b': float('-inf')}).content",
            b'{"a": NaN, "b": -Infinity}',
        ),
        (84, "JsonResponse({True: 1, '1': 2, None: 3}).content", b'{"true": 1, "1": 2, "null": 3}'),
        (84, "JsonResponse({1: 'a', True: 'b'}).content", b'{"1": "b"}'),
        (
            84,
            "JsonResponse({(1, 2): 1})",
            Raised("TypeError", "keys must be str, int, float, bool or None, not tuple"),
        ),
        (
            84,
            "JsonResponse({datetime.date(2020, 1, 2): 1})",
            Raised("TypeError", "keys must be str, int, float, bool or None, not datetime.date"),
        ),
        (
            84,
            "JsonResponse({}, json_dumps_params={'cls': None})",
            Raised("TypeError", "json.dumps() got multiple values for keyword argument 'cls'"),
        ),
        (85, "JsonResponse({'a': datetime.date(2020, 1, 2)}, None)", _no_json("date")),
        (85, _dumped("{1}"), _no_json("set")),
        (85, _dumped("b'x'"), _no_json("bytes")),
        (85, _dumped("(c for c in 'a')"), _no_json("generator")),
        (85, _dumped("Path('a')"), _no_json("PurePosixPath")),
        (85, _dumped("enum.Enum('E', 'A').A"), _no_json("E")),
        (85, _dumped("enum.IntEnum('E', 'A').A"), b"1"),
        (85, _dumped("enum.Enum('E', {'A': 'x'}, type=str).A"), b'"x"'),
        (
            86,
            _dumped("datetime.datetime(2020, 1, 2, 3, 4, 5, 678999)"),
            b'"2020-01-02T03:04:05.678"',
        ),
        (
            86,
            _dumped("datetime.datetime(2020, 1, 2, 3, 4, 5, 678999, datetime.timezone.utc)"),
            b'"2020-01-02T03:04:05.678Z"',
        ),
        (
            86,
            _dumped("datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)"),
            b'"2020-01-02T00:00:00Z"',
        ),
        (
            86,
            _dumped(
                "datetime.datetime(2020, 1, 2, 3, 4, 5, 9, "
                "datetime.timezone(datetime.timedelta(hours=2)))"
            ),
            b'"2020-01-02T03:04:05.000+02:00"',
        ),
        (86, _dumped("datetime.date(2020, 1, 2)"), b'"2020-01-02"'),
        (86, _dumped("datetime.time(1, 2, 3, 456789)"), b'"01:02:03.456"'),
        (86, _dumped("datetime.time(1, 2, 3)"), b'"01:02:03"'),
        (
            86,
            _dumped("datetime.time(1, tzinfo=datetime.timezone.utc)"),
            Raised("ValueError", "JSON can't represent timezone-aware times."),
        ),
        (87, _dumped("datetime.timedelta(days=1, hours=2, seconds=3)"), b'"P1DT02H00M03S"'),
        (87, _dumped("datetime.timedelta(days=-1)"), b'"-P1DT00H00M00S"'),
        (87, _dumped("datetime.timedelta(seconds=-1.5)"), b'"-P0DT00H00M01.500000S"'),
        (87, _dumped("datetime.timedelta(0)"), b'"P0DT00H00M00S"'),
        (87, _dumped("datetime.timedelta(minutes=61, microseconds=7)"), b'"P0DT01H01M00.000007S"'),
        (87, _dumped("Decimal('1.50')"), b'"1.50"'),
        (87, _dumped("Decimal('nan')"), b'"NaN"'),
        (87, _dumped("UUID(int=1)"), b'"00000000-0000-0000-0000-000000000001"'),
        (
            87,
            "JsonResponse({UUID(int=1): 1})",
            Raised("TypeError", "keys must be str, int, float, bool or None, not UUID"),
        ),
    ]
)
