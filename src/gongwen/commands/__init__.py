"""The commands: each module has `command()`, which builds one in the user's language."""
