"""A real purchase history in the sandbox shop: read in batches, laid out as the shop's own rows, then run through.

The file is one row per order line, as in UCI's Online Retail data set (columns: see file.py); a file of product
names may lie beside it. What it does not know (addresses beyond the country, stock, pictures) is filled in.
"""
