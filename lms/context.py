"""What every template may ask about the request without touching session or user."""

from django.http import HttpRequest

from lms.low_data import wants_low_data


def low_data(request: HttpRequest) -> dict[str, bool]:
    return {"low_data": wants_low_data(request)}
