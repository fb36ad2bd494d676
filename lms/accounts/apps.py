from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "lms.accounts"

    def ready(self) -> None:
        # The checks register themselves.
        from lms.accounts import checks, receivers  # noqa: F401

        receivers.connect()
