"""The click commands, a module each: read, call, map the error, print."""
