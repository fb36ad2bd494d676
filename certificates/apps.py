from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        from certificates.changing import forget_name
        from certificates.own_data import certificates_section, rests_on
        from certificates.receivers import after_attempt, after_enrolling, after_lesson
        from lms.accounts.erasure import register_evidence
        from lms.accounts.personal_data import register_section
        from modules.signals import enrolled, lesson_completed
        from quizzes.signals import attempt_finished

        enrolled.connect(after_enrolling, dispatch_uid="certificates.after_enrolling")
        lesson_completed.connect(after_lesson, dispatch_uid="certificates.after_lesson")
        attempt_finished.connect(after_attempt, dispatch_uid="certificates.after_attempt")
        register_section(_("Certificates"), certificates_section)
        register_evidence(rests_on, forget_name)
