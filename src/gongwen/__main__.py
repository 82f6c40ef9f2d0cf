"""`python -m gongwen` is `gongwen`."""

from .cli import main

if __name__ == "__main__":
    main()
