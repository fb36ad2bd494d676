"""What the office decides about its certificates. A change is for those still to come: an issued one keeps its own facts."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from certificates.pictures import PLACES, UnfitPicture, fitted
from certificates.wording import PLACEHOLDERS, number_from

DEFAULT_OFFICE = """PEMERINTAH PROVINSI KALIMANTAN TENGAH
DINAS PEMBERDAYAAN PEREMPUAN, PERLINDUNGAN ANAK,
PENGENDALIAN PENDUDUK DAN KELUARGA BERENCANA"""
NUMBER_LENGTH = 80


def validate_number_pattern(pattern: str) -> None:
    """Every number must differ: running number and year are in it, and nothing that looks like a digit touches the running number."""
    used = re.findall(r"\{([^{}]*)\}", pattern)
    if unknown := sorted(set(used) - set(PLACEHOLDERS)):
        known = " ".join(f"{{{word}}}" for word in PLACEHOLDERS)
        raise ValidationError(_("{%(word)s} is not known. Use %(known)s."), params={"word": unknown[0], "known": known})
    if re.search(r"[{}]", re.sub(r"\{[^{}]*\}", "", pattern)):
        raise ValidationError(_("A curly bracket stands alone. Write them in pairs, as in {urut}."))
    if "urut" not in used or "tahun" not in used:
        raise ValidationError(_("Put {urut} and {tahun} in the pattern, so that every number is given once."))
    if re.search(r"[\d{}]\{urut\}|\{urut\}[\d{}]", re.sub(r"\{(?!urut\})[^{}]*\}", "0", pattern)):
        raise ValidationError(_("Put a sign, such as a slash, before and after {urut}."))


class Mode(models.TextChoices):
    ONLINE = "daring", _("online")
    MIXED = "campuran", _("online and in class")


@register_setting(icon="success", order=300)
class CertificateSettings(BaseGenericSetting, models.Model):
    office_lines = models.TextField(
        _("name of the office"), default=DEFAULT_OFFICE, help_text=_("As on its letterhead, one line after the other.")
    )
    office_short = models.CharField(_("short name of the office"), max_length=120, default="Dinas P3APPKB Provinsi Kalimantan Tengah")
    city = models.CharField(_("city of issue"), max_length=60, default="Palangka Raya")
    emblem = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("emblem"), help_text=_("Top left.")
    )
    logo = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("logo"), help_text=_("Top right.")
    )
    signatory_name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("While this is empty, certificates are marked “Contoh – belum ditandatangani”.")
    )
    signatory_title = models.CharField(_("office held"), max_length=120, blank=True)
    signatory_rank = models.CharField(_("rank"), max_length=80, blank=True)
    signatory_nip = models.CharField(
        _("NIP"),
        max_length=24,
        blank=True,
        help_text=_("Civil servants only."),
        validators=[RegexValidator(r"^[0-9 ]+$", _("Write the NIP in digits."))],
    )
    signature = models.ForeignKey(
        "images.CustomImage", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("picture of the signature")
    )
    number_pattern = models.CharField(
        _("number pattern"),
        max_length=60,
        default="{urut}/BETANG/{bulan_romawi}/{tahun}",
        validators=[validate_number_pattern],
        help_text=_(
            "{urut} running number of the year, {bulan} or {bulan_romawi} month, {tahun} year, {kode} the classification code below. "
            "An office's pattern is often {kode}/{urut}/P3APPKB-PA/{bulan_romawi}/{tahun}."
        ),
    )
    classification_code = models.CharField(
        _("classification code"),
        max_length=20,
        blank=True,
        default="",
        help_text=_("From the office's own list of archive codes; the office fills it in. Needed where {kode} stands in the pattern."),
    )
    jp_minutes = models.PositiveSmallIntegerField(
        _("minutes of one JP"), default=45, validators=[MinValueValidator(1), MaxValueValidator(120)]
    )
    expiring_days = models.PositiveSmallIntegerField(
        _("expiring soon (days)"), default=60, validators=[MaxValueValidator(365)], help_text=_("So many days before the end.")
    )
    mode = models.CharField(_("how the training is given"), max_length=10, choices=Mode, default=Mode.ONLINE)
    signed_by_bsre = models.BooleanField(
        _("signed electronically through BSrE"),
        default=False,
        help_text=_("Only when it is true: certificates then say that they carry an electronic signature of BSrE, BSSN."),
    )

    panels = [
        HelpPanel(_("What you change here is for certificates still to come. Those already issued stay as they are.")),
        MultiFieldPanel(
            [FieldPanel("office_lines"), FieldPanel("office_short"), FieldPanel("city"), FieldPanel("emblem"), FieldPanel("logo")],
            heading=_("Office"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("signatory_name"),
                FieldPanel("signatory_title"),
                FieldPanel("signatory_rank"),
                FieldPanel("signatory_nip"),
                FieldPanel("signature"),
                FieldPanel("signed_by_bsre"),
            ],
            heading=_("Who signs"),
        ),
        MultiFieldPanel([FieldPanel("number_pattern"), FieldPanel("classification_code")], heading=_("Number")),
        MultiFieldPanel([FieldPanel("mode"), FieldPanel("jp_minutes"), FieldPanel("expiring_days")], heading=_("Training and validity")),
    ]

    class Meta:
        verbose_name = _("certificate settings")

    def __str__(self) -> str:
        return str(_("certificate settings"))

    @classmethod
    def current(cls) -> CertificateSettings:
        """The office's settings with their pictures, or the defaults; unlike ``load`` it never writes. One query."""
        return cls.objects.select_related("emblem", "logo", "signature").order_by("pk").first() or cls()

    def clean(self) -> None:
        super().clean()
        if "{kode}" in self.number_pattern and not self.classification_code.strip():
            raise ValidationError({"classification_code": _("Write the classification code, or take {kode} out of the pattern.")})
        if self.signed_by_bsre and not self.signatory_name.strip():
            raise ValidationError({"signed_by_bsre": _("Write first who signs: nothing is signed electronically by nobody.")})
        longest = number_from(self.number_pattern, code=self.classification_code, sequence=999_999, year=9999, month=8)
        if len(longest) > NUMBER_LENGTH:
            raise ValidationError({"number_pattern": _("Numbers would be longer than %(most)d signs.") % {"most": NUMBER_LENGTH}})
        self._refuse_unfit_pictures()

    def _refuse_unfit_pictures(self) -> None:
        """Now, in words: later no certificate could be set with it."""
        for name in PLACES:
            picture = getattr(self, name)
            try:
                picture and fitted(picture)
            except UnfitPicture:
                raise ValidationError({name: _("This picture cannot be set on a certificate. Choose another file.")}) from None
