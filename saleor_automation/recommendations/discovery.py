"""Let every product be found: one that is among nobody's first neighbours gets a place with whom it fits best."""

from dataclasses import replace

import numpy as np

from .interactions import Floats
from .neighbours import Neighbours


def discover(neighbours: Neighbours, first: int, times: Floats) -> Neighbours:
    """Move each item that is among the first neighbours of none to the last of these places in one list.

    times is how often each item was ordered. The list is that of the neighbour of whose orders the item is in the
    largest share, if it is long enough and gives its place to no other item: a best seller's own list is left alone.
    Nine of ten shown neighbours stay as they were, and a catalogue does not shrink to its best sellers.
    """
    ids, counts = neighbours.ids.copy(), neighbours.counts.copy()
    lengths = np.diff(neighbours.starts)
    is_first = np.arange(len(ids)) - np.repeat(neighbours.starts[:-1], lengths) < first
    seen = np.bincount(ids[is_first], minlength=neighbours.items_count)
    given: set[int] = set()
    for item in np.flatnonzero((seen == 0) & (lengths > 0)).tolist():
        own = neighbours.of(item)
        nearest = np.argsort(-neighbours.counts[own] / np.maximum(times[neighbours.ids[own]], 1), kind="stable")
        hosts, together = neighbours.ids[own][nearest], neighbours.counts[own][nearest]
        for host, count in zip(hosts.tolist(), together.tolist(), strict=True):
            begin, end = int(neighbours.starts[host]), int(neighbours.starts[host + 1])
            last = begin + first - 1
            # Whom the list would drop from its first places must be among those of another list as well.
            if host in given or end <= last or seen[ids[last]] < 2:
                continue
            behind = np.flatnonzero(ids[last:end] == item)
            stop = last + int(behind[0]) if len(behind) else end - 1
            seen[ids[last]] -= 1
            # The others step back by one; the scores keep their places, so the order stays that of the scores.
            ids[last + 1 : stop + 1] = ids[last:stop]
            counts[last + 1 : stop + 1] = counts[last:stop]
            ids[last], counts[last] = item, count
            seen[item] += 1
            given.add(host)
            break
    return replace(neighbours, ids=ids, counts=counts)
