"""Reading price lists: rules only, no database."""
