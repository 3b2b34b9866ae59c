"""How each of these recipes begins for one person: the same scene is played for the timeline and for every refusal."""

from datetime import UTC, date, datetime, timedelta

from django.db import transaction
from saleor.product.models import Collection, CollectionProduct, ProductChannelListing

from saleor_automation import pipeline
from saleor_automation.contacts.field_writing import set_values
from saleor_automation.models import Contact
from tests.shop.factories import make_product

from .stage import EMAIL

BIRTHDAY = date(1990, 4, 20)


def first_order_has_left(stage):
    stage.fulfill(stage.order(stage.mug))


def order(stage):
    stage.order(stage.mug)


def is_born(stage, day=BIRTHDAY):
    with transaction.atomic():
        set_values({Contact.objects.get(email=EMAIL).pk: {"birthday": day.isoformat()}}, "staff:1", stage.now)
    stage.run()


def joins_newsletter(stage):
    stage.join("newsletter")


def looks_around(stage, times=15):
    """Look at a product so often, a minute apart; every third look earns points."""
    for _ in range(times):
        stage.now += timedelta(minutes=1)
        stage.view(stage.mug)


def paid_order(stage):
    stage.order(stage.mug)


def accessories_of(stage, *products):
    """Make a collection of accessories and return what the recipe asks for; products are in it."""
    collection = Collection.objects.create(name="For mugs", slug="for-mugs")
    for product in products:
        CollectionProduct.objects.create(collection=collection, product=product)
    return {"product": stage.mug.pk, "accessories": collection.pk}


def new_product(stage, name, category, price="30.00"):
    """Put a product into the shop that was published ten days ago."""
    product = make_product(name, prices={stage.channel: price}, category=category)
    ProductChannelListing.objects.filter(product=product).update(published_at=stage.now - timedelta(days=10))
    return product


def shelf(stage, count=3):
    """Put some new products into the shop, and let them be known."""
    made = [new_product(stage, f"Teapot {number}", stage.bowls) for number in range(count)]
    stage.sync_shelf()
    return made


def learnt_together(stage, *products):
    """Let other customers have bought products together, and learn from it what goes with what."""
    for number in range(12):
        stage.order(*products, email=f"other{number}@example.com")
    pipeline.train_recommendations(stage.now, force=True)
    stage.sync_shelf()


def at(year, month, day, hour=9):
    return datetime(year, month, day, hour, tzinfo=UTC)
