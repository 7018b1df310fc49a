"""The strings of Python, as patterns and as the search for where one ends.

Each pattern has one way only to match a given text, or an end that always matches, so a
failure takes time in proportion to the text.
"""

from __future__ import annotations

import re
from functools import cache

COMMENT = r"#[^\r\n]*"
ESCAPE = r"\\(?:\r\n|[\s\S])?"
# Most brackets by far: without another bracket, a string or a line end within.
FLAT_BRACKETS = r"[(\[{][^'\"#()\[\]{}\\\r\n]*[)\]}]"

# A bracket still open where a line starts with one of these was never closed, for none of
# them can stand in an expression.
_STATEMENT = (
    r"(?:assert|break|class|continue|def|del|elif|except|finally|global|import|nonlocal|pass|raise"
    r"|return|try|while|with|async[ \t]+(?:def|with)|from[ \t]+[\w.]+[ \t]+import)\b"
)
INNER_NEWLINE = rf"[\r\n](?![ \t\f]*{_STATEMENT})"


def _one_line(quote: str) -> str:
    text = rf"[^{quote}\\\r\n]*"
    return rf"{quote}(?!{quote}{quote}){text}(?:\\(?:\r\n|[\s\S]){text})*{quote}"


def _triple(quote: str) -> str:
    text = rf"[^{quote}\\]*"
    return rf"{quote}{{3}}{text}(?:(?:\\[\s\S]|{quote}(?!{quote}{quote})){text})*{quote}{{3}}"


def _simple_formatted(quote: str, other: str) -> str:
    """An f-string on one line that reads the same with and without PEP 701."""
    text = rf"[^{quote}{{}}\\\r\n]*"
    code = r"[^'\"{}\\\r\n#]*"
    field = rf"{{{code}(?:{other}[^'\"{{}}\\\r\n]*{other}{code})*}}"
    inner = rf"\\(?:\r\n|[^{{}}])|{{{{|}}}}|{field}"
    return rf"{quote}(?!{quote}{quote}){text}(?:(?:{inner}){text})*{quote}"


_PLAIN = r"(?<![fFtT])(?<![fFtT][rR])"
ONE_LINE_STRING = "|".join(
    (
        _PLAIN + _one_line('"'),
        _PLAIN + _one_line("'"),
        _simple_formatted('"', "'"),
        _simple_formatted("'", '"'),
    )
)
TRIPLE_STRING = "|".join((_PLAIN + _triple('"'), _PLAIN + _triple("'")))

_IS_FORMATTED = re.compile(r"(?<=\b[fFtT])|(?<=\b[fFtT][rR])|(?<=\b[rR][fFtT])")
_IS_RAW = re.compile(r"(?<=[rR])|(?<=[rR][fFtT])")
_PLAIN_STRING = {
    '"': re.compile(_one_line('"')),
    "'": re.compile(_one_line("'")),
    '"""': re.compile(_triple('"')),
    "'''": re.compile(_triple("'")),
}

# CPython nests f-strings to 150, people to 3. What is never closed is tried this many times.
_DEEPEST_FIELD = 20


def string_end(text: str, start: int) -> int | None:
    """Where the string ends whose opening quote stands at `start`; None: nowhere.

    An f-string is read as PEP 701 says, and as a plain string where that fails, which is
    how Python read it before 3.12.
    """
    end = _formatted_end(text, start, 0) if _IS_FORMATTED.match(text, start) else None
    return _plain_end(text, start) if end is None else end


def _plain_end(text: str, start: int) -> int | None:
    string = _PLAIN_STRING[_opening_quote(text, start)].match(text, start)
    return string.end() if string else None


def _formatted_end(text: str, start: int, depth: int) -> int | None:
    quote = _opening_quote(text, start)
    literal = _literal(quote, raw=_IS_RAW.match(text, start) is not None)
    return _literal_end(text, start + len(quote), literal, _format_spec(quote), depth)


def _literal_end(
    text: str, start: int, literal: re.Pattern[str], spec: re.Pattern[str], depth: int
) -> int | None:
    position: int | None = start
    while position is not None:
        event = literal.match(text, position)
        if event is None or event.lastgroup is None:
            return None
        if event.lastgroup == "end":
            return event.end()
        position = _field_end(text, event.end(), spec, depth + 1)
    return None


def _field_end(text: str, start: int, spec: re.Pattern[str], depth: int) -> int | None:
    """Where the replacement field ends whose `{` stands before `start`."""
    position: int | None = start if depth < _DEEPEST_FIELD else None
    brackets = 0
    while position is not None:
        event = _field().match(text, position)
        if event is None or event.lastgroup is None:
            return None
        position = event.end()
        match event.lastgroup:
            case "quote":
                position = _nested_end(text, position - 1, depth)
            case "opening":
                brackets += 1
            case "closing" if brackets:
                brackets -= 1
            case "closing":
                return position if text[position - 1] == "}" else None
            case "colon" if not brackets:
                return _literal_end(text, position, spec, spec, depth)
    return None


def _nested_end(text: str, start: int, depth: int) -> int | None:
    # No second reading as in `string_end`: at each level it would double the time.
    if _IS_FORMATTED.match(text, start):
        return _formatted_end(text, start, depth)
    return _plain_end(text, start)


def _opening_quote(text: str, start: int) -> str:
    return text[start : start + 3] if text.startswith(('"""', "'''"), start) else text[start]


# These are compiled when the first f-string asks that is not simple: few files have one.
@cache
def _literal(quote: str, *, raw: bool) -> re.Pattern[str]:
    """The text of an f-string up to its end or the `{` of a field."""
    named_character = "" if raw else r"\\N{[^{}'\"\r\n]*}|"
    return _up_to(quote, quote, r"{{|}}|" + named_character)


@cache
def _format_spec(quote: str) -> re.Pattern[str]:
    """The text after the colon of a field up to the field's end or the `{` of a field."""
    return _up_to("}", quote, "")


def _up_to(end: str, quote: str, escapes: str) -> re.Pattern[str]:
    mark, rest = quote[0], quote[1:]
    text = rf"[^{mark}\\{{}}]+|{mark}(?!{rest})" if rest else rf"[^{mark}\\{{}}\r\n]+"
    return re.compile(
        rf"(?:{text}|{escapes}\\(?:\r\n|[^{{}}])|\\(?=[{{}}]))*(?:(?P<end>{end})|(?P<opening>{{))?"
    )


@cache
def _field() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[^'\"#()\[\]{{}}\\\r\n:]+|{FLAT_BRACKETS}|{ONE_LINE_STRING}|{TRIPLE_STRING}"
        rf"|{COMMENT}|{INNER_NEWLINE}|{ESCAPE})*"
        rf"(?:(?P<opening>[(\[{{])|(?P<closing>[)\]}}])|(?P<colon>:)|(?P<quote>['\"]))?"
    )
