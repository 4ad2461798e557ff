"""Flash sales: a quota set apart from the stock, at a price of its own, for a while, with a limit per buyer."""
