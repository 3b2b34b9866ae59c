"""A page with one block for every source of product lists, over whatever catalogue the shop has."""
