from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ModulesConfig(AppConfig):
    name = "modules"
    verbose_name = _("modules")

    def ready(self) -> None:
        from lms.accounts.erasure import register_purge
        from lms.accounts.personal_data import register_section
        from modules import links, own_data, receivers, translating

        receivers.connect()
        translating.offer_no_aliases()
        links.register()
        register_section(_("Learning"), own_data.learning_section)
        register_purge(own_data.purge)
