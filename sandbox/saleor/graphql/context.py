from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from ..core.auth import get_token_from_request
from ..core.jwt import jwt_decode_with_exception_handler
from .app.dataloaders import get_app_promise
from .core import SaleorContext


def get_context_value(request: HttpRequest) -> SaleorContext:
    """Turn the request into what resolvers expect: who asks (app before user), dataloaders, database."""
    if not hasattr(request, "dataloaders"):
        request.dataloaders = {}
    request.allow_replica = getattr(request, "allow_replica", True)
    request.request_time = getattr(request, "request_time", timezone.now())
    if not hasattr(request, "app"):
        request.app = get_app_promise(request).get()
    request.user = SimpleLazyObject(lambda: None if request.app else _get_user(request))
    token = get_token_from_request(request)
    request.decoded_auth_token = jwt_decode_with_exception_handler(token) if token else None
    return request


def _get_user(request):
    if not hasattr(request, "_cached_user"):
        request._cached_user = authenticate(request=request)
    return request._cached_user


def clear_context(context: SaleorContext):
    context.dataloaders.clear()
    del context.user
