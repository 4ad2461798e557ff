"""Words that every room uses. Core imports no room and no door."""
