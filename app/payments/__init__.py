"""Money in: bills, attempts to pay them, what providers say of those, and money given back."""
