"""Histories of payments against providers in every temper: afterwards each rupiah has its place, once."""
