from django.core.management.base import BaseCommand

from lms.regions.loading import load_regions


class Command(BaseCommand):
    help = "Bring the regions up to lms/regions/data/*.csv."

    def handle(self, *args: object, **options: object) -> None:
        loaded = load_regions()
        self.stdout.write(f"regions: {loaded.created} new, {loaded.updated} changed, {loaded.total} in all")
