"""Characters as they were meant: escapes, wrong encodings, invisible and Traditional characters."""
