from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "certificates"
    verbose_name = _("certificates")

    def ready(self) -> None:
        from certificates import receivers
        from certificates.changing import forget_name
        from certificates.own_data import certificates_section, rests_on
        from lms.accounts.erasure import register_evidence
        from lms.accounts.personal_data import register_section

        receivers.connect()
        register_section(_("Certificates"), certificates_section)
        register_evidence(rests_on, forget_name)
