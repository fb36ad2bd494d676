"""The pages for what went wrong. They need no database, no session, nothing of what was sent, and say what to do."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "error_page.html", {"title": title, "advice": advice}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("What your phone sent arrived damaged. Go back, load the page again and send it once more.")
    return _page(request, 400, _("This could not be read"), advice)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A view that can keep what its own outdated page sends says so by ``when_outdated``, which answers in its place.

    It is asked only where the browser vouches that the form stood on a page of this site.
    """
    match = request.resolver_match
    answer = getattr(match.func, "when_outdated", None) if match else None
    if match and answer and request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}":
        response: HttpResponse = answer(request, *match.args, **match.kwargs)
        return response
    advice = _("Go back, load the page again and send it once more. What you wrote is still in the form.")
    return _page(request, 403, _("Your page waited too long"), advice)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    advice = _("Your account does not open this page. Ask an officer, if you need what is on it.")
    return _page(request, 403, _("This page is not for this account"), advice)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def not_allowed(request: HttpRequest) -> HttpResponse:
    advice = _("This address works only from a button on its page. Go back to that page, or begin on the first page.")
    return _page(request, 405, _("This address can't be opened like that"), advice)


def server_error(request: HttpRequest) -> HttpResponse:
    advice = _("It is our fault, not yours. Wait a minute and try again. What you had saved is still there.")
    return _page(request, 500, _("Something went wrong here"), advice)


class WordsForNotAllowed:
    """Django refuses a wrong method with an empty page. Who opens the address of a button again reads what to do."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content:
            response.content = not_allowed(request).content
        return response
