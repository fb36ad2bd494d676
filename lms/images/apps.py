from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "lms.images"

    def ready(self) -> None:
        from lms.images.live_files import guard_live_files

        guard_live_files()
