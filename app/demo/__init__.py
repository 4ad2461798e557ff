"""The demo: two shops and their last two weeks, told through the same deeds that people do."""
