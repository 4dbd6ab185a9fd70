"""The local page of `tailor serve`: posting and letter side by side. It shows what the other rooms make, and decides nothing of its own."""
