"""What can be done with a letter that is written: save it, edit it, write it otherwise, check it."""
