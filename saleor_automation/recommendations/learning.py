"""Learn from interactions: the method is chosen by the number of items; plain arrays in, plain arrays out."""

from dataclasses import dataclass
from enum import StrEnum

from . import tuning
from .counting import bought_together, counted, jaccard, log_likelihood
from .ease import ease
from .interactions import Interactions
from .neighbours import Neighbours
from .pace import Pace, measure_pace


class Method(StrEnum):
    EASE = "ease"
    COUNTING = "counting"


@dataclass(frozen=True)
class Model:
    """What was learned.

    together: what goes with one item. taste: what the items a person bought say for others. cart: what the items of a
    cart say for others. The pace is already part of the scores.
    """

    method: Method
    together: Neighbours
    taste: Neighbours
    cart: Neighbours
    pace: Pace


def method_for(items_count: int) -> Method:
    return Method.EASE if items_count <= tuning.MOST_ITEMS_OF_EASE else Method.COUNTING


def learn(interactions: Interactions, method: Method | None = None) -> Model:
    """Learn everything from order lines.

    EASE takes items cubed time and at most about 0.6 GB; counting is near-linear in the lines, at most about 0.5 GB
    beside the lines themselves.
    """
    method = method or method_for(interactions.items_count)
    pace = measure_pace(interactions)
    of_people, of_carts = pace.power(tuning.PACE_OF_PEOPLE), pace.power(tuning.PACE_OF_CARTS)
    if method is Method.EASE:
        most = tuning.NEIGHBOURS_KEPT
        taste = ease(interactions.by_person(), tuning.PEOPLE_PENALTY, of_people, most)
        cart = ease(interactions.by_basket(), tuning.BASKETS_PENALTY, of_carts, most)
    else:
        most = tuning.NEIGHBOURS_KEPT_SPARSE
        histories = interactions.latest_of(interactions.people, tuning.LONGEST_HISTORY).by_person()
        baskets = interactions.latest_of(interactions.baskets, tuning.LONGEST_HISTORY).by_basket()
        taste = counted(histories, log_likelihood, of_people, most)
        cart = counted(baskets, jaccard, of_carts, most)
    together = bought_together(interactions, pace, most)
    return Model(method=method, together=together, taste=taste, cart=cart, pace=pace)
