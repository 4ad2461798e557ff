"""Stock: what is on the shelf, what is promised, and every movement that explains it."""
