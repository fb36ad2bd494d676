import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
_django = get_wsgi_application()


def application(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
    """Django leaves it to the server to drop the body of an answer to HEAD; gunicorn does, with a warning for each of them."""
    answer = _django(environ, start_response)
    if environ["REQUEST_METHOD"] == "HEAD":
        answer.close()
        return []
    return answer
