from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("quizzes")

    def ready(self) -> None:
        from lms.accounts.erasure import register_purge
        from lms.accounts.personal_data import register_section
        from quizzes import own_data, receivers

        receivers.connect()
        register_section(_("Quizzes"), own_data.attempts_section)
        register_purge(own_data.purge)
