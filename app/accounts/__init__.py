"""People, the vendors they work for, and their sign-ins."""
