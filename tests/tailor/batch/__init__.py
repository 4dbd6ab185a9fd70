"""The page of tailor serve: its answers without a browser, and itself in a real one."""
