from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuizzesConfig(AppConfig):
    name = "quizzes"
    verbose_name = _("quizzes")

    def ready(self) -> None:
        from wagtail.signals import published

        from quizzes.models import Question
        from quizzes.receivers import seal_published_question

        published.connect(seal_published_question, sender=Question, dispatch_uid="quizzes.seal_published_question")
