"""Facts of a practice: reading them, reckoning with them, and the texts and data made from them."""
