from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    admin_form_fields = Image.admin_form_fields

    @property
    def default_alt_text(self) -> str:
        """What the editor puts into an empty alternative text. Never the title: that is a file's name, and would be taken for an answer."""
        return str(self.description)

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        # Wagtail's chooser asks for it; without it a trainer could use no picture but their own.
        permissions = [("choose_customimage", "Can choose image")]


class Rendition(AbstractRendition):
    image = models.ForeignKey(CustomImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]
