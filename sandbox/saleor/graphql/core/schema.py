"""Root fields of no module in particular: none in the miniature.

An installed plugin adds its own to these two classes before api.py composes them.
"""

import graphene


class CoreQueries(graphene.ObjectType):
    pass


class CoreMutations(graphene.ObjectType):
    pass
