"""Figures, each beside a baseline from the same run. `bin/nusacart bench` lists them."""
