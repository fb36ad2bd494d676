from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lms.accounts"

    def ready(self) -> None:
        from lms.accounts import checks, receivers  # noqa: F401
