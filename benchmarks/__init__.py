"""How fast we are, as ratios to peers and to the naive way, measured in one run on one machine.

    python -m benchmarks [--only GROUP] [--out FILE]

Absolute numbers belong to the machine; the ratio of two things done in turns does not. A group is a module of this
package with a function `measure()` that yields rows (harness.py); surroundings.py gives it a shop and a database.
All are measured unless one is named; `waiting`, which fills some 6 GB for several minutes, only when it is named.
"""
