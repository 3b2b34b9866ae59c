"""A shop for tests: rows (factories), its API (api), and a customer who walks through it (storefront).

Everything here uses only what the sandbox and Saleor 3.21 and later have in common, so that a test written with it
runs on both.
"""
