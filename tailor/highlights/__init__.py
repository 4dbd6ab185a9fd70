"""The three highlights as letter and check ask for them."""
