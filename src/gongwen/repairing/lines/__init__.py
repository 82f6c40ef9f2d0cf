"""What the lines of a text are and have in common; every room that judges lines reads it here."""
