"""A company to try the product with: Torra Café, its team, its customers and what they have been talking about."""
