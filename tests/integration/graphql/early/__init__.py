"""A package that is quicker than ours: it has Saleor compose its schema before our fields are in place."""
