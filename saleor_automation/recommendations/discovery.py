"""Let every product be found: one that is among nobody's first neighbours gets a place with whom it fits best."""

from dataclasses import replace

import numpy as np

from .neighbours import Neighbours


def discover(neighbours: Neighbours, first: int) -> Neighbours:
    """Move each item that is among the first neighbours of none to the last of these places in one list.

    The list is that of its own strongest neighbour which is long enough and gives its place to no other item. Nine
    of ten shown neighbours stay as they were, and a catalogue does not shrink to its best sellers.
    """
    ids, counts = neighbours.ids.copy(), neighbours.counts.copy()
    lengths = np.diff(neighbours.starts)
    is_first = np.arange(len(ids)) - np.repeat(neighbours.starts[:-1], lengths) < first
    seen = np.bincount(ids[is_first], minlength=neighbours.items_count)
    given: set[int] = set()
    for item in np.flatnonzero((seen == 0) & (lengths > 0)).tolist():
        own = neighbours.of(item)
        for host, count in zip(neighbours.ids[own].tolist(), neighbours.counts[own].tolist(), strict=True):
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
