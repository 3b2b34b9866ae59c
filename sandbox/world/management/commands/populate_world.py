from django.core.management.base import BaseCommand

from world.catalogue.populate import populate


class Command(BaseCommand):
    help = "Put the demo shop's goods and people into the shop; what is already there stays as it is."

    def handle(self, *args: object, **options: object) -> None:
        counts = populate()
        self.stdout.write(
            f"New: {counts.products} products with {counts.variants} variants, {counts.pictures} pictures, "
            f"{counts.people} people."
        )
