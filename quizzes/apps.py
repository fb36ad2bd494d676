from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("quizzes")

    def ready(self) -> None:
        from wagtail.signals import published

        from lms.accounts.erasure import register_purge
        from lms.accounts.personal_data import register_section
        from quizzes import own_data
        from quizzes.models import Question
        from quizzes.receivers import seal_published_question

        published.connect(seal_published_question, sender=Question, dispatch_uid="quizzes.seal_published_question")
        register_section(_("Quizzes"), own_data.attempts_section)
        register_purge(own_data.purge)
