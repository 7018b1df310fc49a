"""What Django does with HTTP responses, as an executable model without Django.

The names and signatures are Django's own; `modelling(Version(4, 2))` chooses the release.
`set_signed_cookie` is left out: its value depends on a secret key that no linter has.
"""

from http.cookies import SimpleCookie

from resp_core.cache_control import (
    add_never_cache_headers,
    get_max_age,
    parse_cache_control,
    patch_cache_control,
    patch_response_headers,
)
from resp_core.conditional import get_conditional_response
from resp_core.content_disposition import content_disposition_header
from resp_core.cookies import parse_cookie
from resp_core.dates import http_date, parse_http_date, parse_http_date_safe
from resp_core.etags import parse_etags, quote_etag, set_response_etag
from resp_core.files import FileResponse
from resp_core.headers import BadHeaderError, ResponseHeaders
from resp_core.json_encoder import DjangoJSONEncoder
from resp_core.json_response import JsonResponse
from resp_core.redirects import (
    MAX_URL_REDIRECT_LENGTH,
    DisallowedRedirect,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    HttpResponseRedirectBase,
    iri_to_uri,
)
from resp_core.response import HttpResponse
from resp_core.response_base import HttpResponseBase
from resp_core.settings import Settings, modelling
from resp_core.statuses import (
    Http404,
    HttpResponseBadRequest,
    HttpResponseForbidden,
    HttpResponseGone,
    HttpResponseNotAllowed,
    HttpResponseNotFound,
    HttpResponseNotModified,
    HttpResponseServerError,
)
from resp_core.streaming import StreamingHttpResponse
from resp_core.url_safety import url_has_allowed_host_and_scheme
from resp_core.vary import has_vary_header, parse_vary, patch_vary_headers
from resp_core.versions import DEFAULT, RELEASES, Version

__all__ = [
    "DEFAULT",
    "MAX_URL_REDIRECT_LENGTH",
    "RELEASES",
    "BadHeaderError",
    "DisallowedRedirect",
    "DjangoJSONEncoder",
    "FileResponse",
    "Http404",
    "HttpResponse",
    "HttpResponseBadRequest",
    "HttpResponseBase",
    "HttpResponseForbidden",
    "HttpResponseGone",
    "HttpResponseNotAllowed",
    "HttpResponseNotFound",
    "HttpResponseNotModified",
    "HttpResponsePermanentRedirect",
    "HttpResponseRedirect",
    "HttpResponseRedirectBase",
    "HttpResponseServerError",
    "JsonResponse",
    "ResponseHeaders",
    "Settings",
    "SimpleCookie",
    "StreamingHttpResponse",
    "Version",
    "add_never_cache_headers",
    "content_disposition_header",
    "get_conditional_response",
    "get_max_age",
    "has_vary_header",
    "http_date",
    "iri_to_uri",
    "modelling",
    "parse_cache_control",
    "parse_cookie",
    "parse_etags",
    "parse_http_date",
    "parse_http_date_safe",
    "parse_vary",
    "patch_cache_control",
    "patch_response_headers",
    "patch_vary_headers",
    "quote_etag",
    "set_response_etag",
    "url_has_allowed_host_and_scheme",
]
