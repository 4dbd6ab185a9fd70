"""What a person would otherwise type at each call, kept in one small file."""
