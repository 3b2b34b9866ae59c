"""A catalogue small enough to answer every list by hand.

| product | category | brand | price | sold in the last 30 days |
|---|---|---|---|---|
| spade | Garden | Rossi | 20 | 4 |
| red mug | Kitchen > Mugs | Rossi | 12 | 5 |
| plate | Kitchen > Plates | Verdi | 8 | 6 |
| blue mug | Kitchen > Mugs | Verdi | 10 | 3 |
| pot | Garden | Verdi | 5 | 1 |
| kettle | Kitchen | Rossi | 30 | 9, but it is sold out |

By units: plate, red mug, spade, blue mug, pot. By revenue: spade 80, red mug 60, plate 48, blue mug 30, pot 5.
"""

from datetime import timedelta

from saleor.product.models import Product, ProductChannelListing

from saleor_automation.models import ContactProduct
from saleor_automation.product_lists import looking, upkeep
from saleor_automation.product_lists.definition import parse_list
from saleor_automation.product_lists.readers import Reader, Subject
from saleor_automation.product_lists.resolution import resolve
from tests.factories import NOW, ContactFactory, shop_configuration
from tests.shop.factories import make_brand, make_category, make_channel, make_product
from tests.shop.sales import make_order

DAY = timedelta(days=1)


class SmallShop:
    def __init__(self):
        self.channel = make_channel()
        self.kitchen = make_category("Kitchen")
        self.mugs, self.plates = make_category("Mugs", self.kitchen), make_category("Plates", self.kitchen)
        self.garden = make_category("Garden")
        self.verdi, self.rossi = make_brand("Verdi"), make_brand("Rossi")
        self.spade = self._product("spade", self.garden, self.rossi, "20", days_old=50)
        self.red_mug = self._product("red mug", self.mugs, self.rossi, "12", days_old=40)
        self.plate = self._product("plate", self.plates, self.verdi, "8", days_old=30)
        self.blue_mug = self._product("blue mug", self.mugs, self.verdi, "10", days_old=20)
        self.pot = self._product("pot", self.garden, self.verdi, "5", days_old=10)
        self.kettle = self._product("kettle", self.kitchen, self.rossi, "30", days_old=5, stock=0)
        self.ada = ContactFactory(email="ada@example.com", channel_slug=self.channel.slug)

    def _product(self, name, category, brand, price, *, days_old, stock=50):
        product = make_product(name, prices={self.channel: price}, category=category, brand=brand, stock=stock)
        published = NOW - days_old * DAY
        ProductChannelListing.objects.filter(product=product).update(published_at=published)
        return product

    def sell(self, at=NOW - DAY, **pieces):
        """Have somebody order and pay so many pieces of each product."""
        return make_order(
            self.channel,
            [(getattr(self, name).default_variant, quantity) for name, quantity in pieces.items()],
            email="someone@example.com",
            created_at=at,
        )

    def sell_a_month(self):
        self.sell(spade=4, red_mug=2, kettle=9)
        self.sell(at=NOW - 9 * DAY, plate=6, red_mug=3, blue_mug=3, pot=1)

    def look(self, now=NOW):
        """Remember the shelf and count the sales, as the background does."""
        while looking.look(shop_configuration(), now):
            pass
        upkeep.mark_changed_sales(now)
        while upkeep.count_sales(now):
            pass

    def saw(self, product, *, at=NOW - DAY, times=1, bought_at=None, bought=0, contact=None):
        ContactProduct.objects.create(
            contact=contact or self.ada,
            product_id=product.pk,
            views_count=times,
            last_viewed_at=at,
            bought_quantity=bought,
            last_bought_at=bought_at,
        )

    def bought(self, product, *, at=NOW - DAY, quantity=1):
        ContactProduct.objects.create(
            contact=self.ada, product_id=product.pk, bought_quantity=quantity, last_bought_at=at
        )

    def reader(self, key=1, contact=None, **subject):
        contact = contact or self.ada
        return Reader(key, contact.pk, self.channel.slug, "en", Subject(**subject))

    def fill(self, source, *, now=NOW, explain=False, reader=None, **definition):
        """Return the filling of a list for Ada; source is its kind or the whole source."""
        source = {"kind": source} if isinstance(source, str) else source
        parsed = parse_list({"source": source, "limit": 10, **definition}, "List")
        reader = reader or self.reader()
        return resolve(parsed, [reader], shop_configuration(), now, explain=explain)[reader.key]

    def names(self, source, **definition):
        """Return the names of what a list shows to Ada."""
        return [card.name for card in self.fill(source, **definition).cards]


def unpublish(product):
    ProductChannelListing.objects.filter(product=product).update(is_published=False)


def delete(product):
    Product.objects.filter(pk=product.pk).delete()
