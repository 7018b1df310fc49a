"""What every response has: status, reason, headers, charset, cookies, closing."""

from __future__ import annotations

import re
from contextlib import suppress
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, NoReturn

from resp_core import cookies, settings
from resp_core.content import encoded
from resp_core.headers import ResponseHeaders
from resp_core.status import check_reason, reason_phrase, status_code
from resp_core.versions import REASON_IS_CHECKED

if TYPE_CHECKING:
    from collections.abc import Callable, ItemsView, Iterable

_CHARSET = re.compile(r";\s*charset=([^\s;]+)", re.IGNORECASE)


class HttpResponseBase:
    """A response without a body (django.http.response, parameters since Django 3.2)."""

    status_code: Any = 200

    def __init__(
        self,
        content_type: object = None,
        status: Any = None,
        reason: str | None = None,
        charset: str | None = None,
        headers: object = None,
    ) -> None:
        self.headers: Any = ResponseHeaders(headers or {})
        self._charset = charset
        self._start_content_type(content_type)
        self._resource_closers: list[Callable[[], object]] = []
        self._handler_class: type | None = None
        self.cookies: SimpleCookie = SimpleCookie()
        self.closed = False
        if status is not None:
            self.status_code = status_code(status)
        self.reason_phrase = reason

    @property
    def reason_phrase(self) -> str | None:
        """The reason given, else the phrase of the present status."""
        return reason_phrase(self.status_code) if self._reason is None else self._reason

    @reason_phrase.setter
    def reason_phrase(self, value: str | None) -> None:
        if settings.current().has(REASON_IS_CHECKED):
            check_reason(value)
        self._reason = value

    @property
    def charset(self) -> str:
        """The charset given, else that of the present Content-Type, else the setting."""
        if self._charset is not None:
            return self._charset
        named = _CHARSET.search(self.headers.get("Content-Type") or "")
        return named[1].replace('"', "") if named else settings.current().default_charset

    @charset.setter
    def charset(self, value: str | None) -> None:
        self._charset = value

    def __getitem__(self, header: str) -> str:
        value: str = self.headers[header]
        return value

    def __setitem__(self, header: object, value: object) -> None:
        self.headers[header] = value

    def __delitem__(self, header: str) -> None:
        del self.headers[header]

    def has_header(self, header: str) -> bool:
        """Whether a header is set, in any case of its name; bytes are never found."""
        return header in self.headers

    __contains__ = has_header

    def get(self, header: str, alternate: Any = None) -> Any:
        """A header's value or `alternate` (Django's name; `default=` is a TypeError)."""
        return self.headers.get(header, alternate)

    def items(self) -> ItemsView[str, str]:
        """The (name, value) pairs of the headers, without cookies."""
        pairs: ItemsView[str, str] = self.headers.items()
        return pairs

    def setdefault(self, key: str, value: object) -> None:
        """Set a header only where it is missing."""
        self.headers.setdefault(key, value)

    def serialize_headers(self) -> bytes:
        """The headers as sent, joined by CRLF, without a final CRLF or cookies."""
        return b"\r\n".join(
            name.encode("ascii") + b": " + value.encode("latin-1")
            for name, value in self.headers.items()
        )

    __bytes__ = serialize_headers

    def set_cookie(  # noqa: PLR0913, PLR0917 - Django's signature
        self,
        key: str,
        value: object = "",
        max_age: Any = None,
        expires: Any = None,
        path: str | None = "/",
        domain: str | None = None,
        secure: object = False,
        httponly: object = False,
        samesite: Any = None,
    ) -> None:
        """Set a cookie; see `resp_core.cookies.set_cookie` for units and errors."""
        attributes = cookies.Attributes(max_age, expires, path, domain, secure, httponly, samesite)
        cookies.set_cookie(self.cookies, key, value, attributes)

    def delete_cookie(
        self,
        key: str,
        path: str | None = "/",
        domain: str | None = None,
        samesite: Any = None,
    ) -> None:
        """Set a cookie that has expired; path and domain must be those it was set with."""
        secure = key.startswith(("__Secure-", "__Host-")) or (
            samesite and samesite.lower() == "none"
        )
        self.set_cookie(
            key,
            max_age=0,
            expires="Thu, 01 Jan 1970 00:00:00 GMT",
            path=path,
            domain=domain,
            secure=secure,
            samesite=samesite,
        )

    def make_bytes(self, value: object) -> bytes:
        """A chunk in this response's charset."""
        if isinstance(value, (bytes, memoryview)):
            # The charset is not asked for: it may come from a broken Content-Type.
            return bytes(value)
        return encoded(value, self.charset)

    def close(self) -> None:
        """Run the closers in order, swallow what each raises, and mark as closed."""
        for closer in self._resource_closers:
            with suppress(Exception):
                closer()
        self._resource_closers.clear()
        self.closed = True

    def write(self, content: object) -> None:  # noqa: ARG002 - Django's signature
        """Refused: OSError."""
        self._refuse("is not writable")

    def writelines(self, lines: Iterable[object]) -> None:  # noqa: ARG002 - Django's signature
        """Refused: OSError."""
        self._refuse("is not writable")

    def tell(self) -> int:
        """Refused: OSError."""
        self._refuse("cannot tell its position")

    def flush(self) -> None:
        """Do nothing, as there is no buffer."""

    def readable(self) -> bool:
        """Never."""
        return False

    def seekable(self) -> bool:
        """Never."""
        return False

    def writable(self) -> bool:
        """Only where a subclass holds its content."""
        return False

    def _start_content_type(self, content_type: object) -> None:
        if "Content-Type" not in self.headers:
            default = f"text/html; charset={self.charset}" if content_type is None else content_type
            self.headers["Content-Type"] = default
        elif content_type:
            raise ValueError(
                "'headers' must not contain 'Content-Type' when the "
                "'content_type' parameter is provided."
            )

    def _shown(self, prefix: str = "", suffix: str = "", name: str = "") -> str:
        """The repr that all responses share; %d refuses a status that is no number."""
        declared = self.headers.get("Content-Type")
        content_type = "" if declared is None else f', "{declared!s}"'
        code = "%d" % (self.status_code,)  # noqa: UP031 - other errors for what is no number
        return f"<{name or type(self).__name__}{prefix} status_code={code}{content_type}{suffix}>"

    def _refuse(self, what: str) -> NoReturn:
        raise OSError(f"This {type(self).__name__} instance {what}")
