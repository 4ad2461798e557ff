"""Carts and orders: from what somebody wants to what they got."""
