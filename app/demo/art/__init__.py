"""Product pictures drawn from shapes, so that the demo has something to look at and downloads nothing."""
