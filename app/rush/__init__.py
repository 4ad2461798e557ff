"""What happens when everybody comes at once: a line, one writer, answers in time, and fairness."""
