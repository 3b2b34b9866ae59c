"""The same tests on a real Saleor: `SALEOR_ROOT=/path/to/saleor make test-saleor`.

What runs there is chosen in suite.py; docs/howto/test-against-saleor.md says how to get a checkout.
"""
