"""The official tree of regions: provinsi → kabupaten/kota → kecamatan → desa/kelurahan.

A code is a prefix of the codes below it (``62.07`` → ``62.07.01`` → ``62.07.01.2001``), so that a scope is a prefix match
and needs no join.
"""

from __future__ import annotations

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    PROVINCE = "provinsi", _("province")
    REGENCY = "kabupaten", _("regency")
    CITY = "kota", _("city")
    DISTRICT = "kecamatan", _("district")
    URBAN_VILLAGE = "kelurahan", _("urban village")
    VILLAGE = "desa", _("village")


REGENCY_LEVELS = (Level.REGENCY, Level.CITY)
VILLAGE_LEVELS = (Level.URBAN_VILLAGE, Level.VILLAGE)
#: How a letter names what lies below a regency; regencies and cities carry the word in their own name.
LEVEL_WORDS = {Level.VILLAGE: "Desa", Level.URBAN_VILLAGE: "Kelurahan", Level.DISTRICT: "Kecamatan"}


def within(region: str, code: str) -> models.Q:
    """Rows whose ``region`` (the way to it, "" for the region itself) is the region ``code`` or lies in it; every row without a code."""
    field = f"{region}__code" if region else "code"
    return models.Q(**{field: code}) | models.Q(**{f"{field}__startswith": f"{code}."}) if code else models.Q()


class RegionQuerySet(models.QuerySet["Region"]):
    def villages(self) -> RegionQuerySet:
        return self.filter(level__in=VILLAGE_LEVELS)

    def regencies(self) -> RegionQuerySet:
        return self.filter(level__in=REGENCY_LEVELS)


class Region(models.Model):
    code = models.CharField(_("code"), max_length=13, primary_key=True)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    name = models.CharField(_("name"), max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of"))

    objects = RegionQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        indexes = [models.Index(fields=["level", "name"], name="region_level_name")]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def lineage(self) -> list[Region]:
        """From the regency down to this region, without the province. One query."""
        parts = self.code.split(".")
        codes = [".".join(parts[: length + 1]) for length in range(1, len(parts))]
        return list(Region.objects.filter(code__in=codes))

    @property
    def full_name(self) -> str:
        """As on a letter: "Desa, Kecamatan, Kabupaten"."""
        return ", ".join(region.name for region in reversed(self.lineage)) or self.name

    @property
    def in_words(self) -> str:
        """ "Desa Persil Raya, Kecamatan Seruyan Hilir, Kabupaten Seruyan". In lists: ``select_related("parent__parent")``."""
        own = f"{LEVEL_WORDS.get(Level(self.level), '')} {self.name}".strip()
        return f"{own}, {self.parent.in_words}" if self.code.count(".") > 1 and self.parent else own
