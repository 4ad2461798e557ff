"""What doors share: guards, forms, fragments, errors, languages."""
