"""What of Django's modules resp_core stands in for, and what stays Django's."""

from __future__ import annotations

# Where a name of resp_core takes the place of Django's, in the order of importing.
REPLACED = {
    "django.http.response": (
        "BadHeaderError",
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
        "StreamingHttpResponse",
    ),
    "django.utils.encoding": ("iri_to_uri",),
    "django.utils.http": (
        "content_disposition_header",
        "http_date",
        "parse_etags",
        "parse_http_date",
        "parse_http_date_safe",
        "quote_etag",
        "url_has_allowed_host_and_scheme",
    ),
    "django.core.exceptions": ("DisallowedRedirect",),
    "django.core.serializers.json": ("DjangoJSONEncoder",),
    "django.http.cookie": ("parse_cookie",),
    "django.utils.cache": (
        "add_never_cache_headers",
        "get_conditional_response",
        "get_max_age",
        "has_vary_header",
        "patch_cache_control",
        "patch_response_headers",
        "patch_vary_headers",
        "set_response_etag",
    ),
}
# Public functions and classes of the same modules that are no response semantics.
KEPT = {
    "django.core.serializers.json": {"Serializer", "Deserializer"},  # of models
    "django.utils.cache": {"learn_cache_key", "get_cache_key"},  # keys of the cache framework
    "django.utils.http": {
        *("urlencode", "base36_to_int", "int_to_base36"),  # of URLs and tokens
        *("urlsafe_base64_encode", "urlsafe_base64_decode", "escape_leading_slashes"),
        *("is_same_domain", "parse_header_parameters"),
        *("split_header_value", "split_directive_names"),  # building blocks, tested through users
    },
}


# Modules of which one name matters here.
NOT_ABOUT_RESPONSES = {"django.core.exceptions", "django.utils.encoding"}
# Modules that are never imported, but made of resp_core and of what they re-export.
MADE = {
    "django.http.response": ("time",),
    "django.http.cookie": ("SimpleCookie",),
}
