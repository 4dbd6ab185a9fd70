"""A letter on paper or as text, told by the name's ending."""
