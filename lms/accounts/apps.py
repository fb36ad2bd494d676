from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lms.accounts"

    def ready(self) -> None:
        for name in ("checks", "receivers"):
            import_module(f"lms.accounts.{name}")
