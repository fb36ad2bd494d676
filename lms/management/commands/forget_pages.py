from typing import Any

from django.core.management.base import BaseCommand

from lms.page_cache import forget_pages


class Command(BaseCommand):
    help = "Forget the public pages kept so far: after the database was restored. A new version of the program needs no such thing."

    def handle(self, *args: Any, **options: Any) -> None:
        forget_pages()
