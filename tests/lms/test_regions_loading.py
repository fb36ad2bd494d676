"""The region tree is the official one, and loading it twice changes nothing."""

import pytest

from lms.regions.loading import load_regions
from lms.regions.models import Region, within

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]


def test_the_tree_has_the_official_counts() -> None:
    load_regions()
    counts = [Region.objects.filter(level=level).count() for level in ("provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa")]
    assert counts == [1, 13, 1, 136, 139, 1432]


def test_loading_again_changes_nothing() -> None:
    first, second = load_regions(), load_regions()
    assert (first.created, second.created, second.updated, second.total) == (1722, 0, 0, 1722)


def test_a_renamed_region_gets_its_official_name_back() -> None:
    load_regions()
    Region.objects.filter(code="62.71").update(name="Lain")
    assert load_regions().updated == 1
    assert Region.objects.get(code="62.71").name == "Kota Palangka Raya"


def test_loading_costs_a_handful_of_queries(django_assert_max_num_queries: object) -> None:
    # Five batches of 500 rows, and SQLite takes fewer at once.
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        load_regions()


def test_scope_is_a_prefix_of_whole_segments() -> None:
    load_regions()
    inside = set(Region.objects.filter(within("", "62.07")).values_list("code", flat=True))
    assert {"62.07", "62.07.01"} < inside
    assert all(code == "62.07" or code.startswith("62.07.") for code in inside)


def test_full_name_goes_from_village_to_regency() -> None:
    load_regions()
    assert Region.objects.get(code="62.71.01.1001").full_name.endswith("Kota Palangka Raya")
