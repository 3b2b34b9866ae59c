"""Everything around the miniature shop: its servers, its goods, its storefront and its mail.

The shop itself is the package `saleor` beside this one. Nothing here is part of the wheel.
"""
