"""What a vendor sells: categories, products, variants, prices and pictures."""
