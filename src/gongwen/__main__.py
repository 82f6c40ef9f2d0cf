"""The process behind the command `gongwen`, and behind `python -m gongwen`."""

import sys


def main() -> None:
    """Load the command line and run it; that takes 0.2 s, in which somebody may press Ctrl-C already."""
    try:
        from .cli import main as run  # noqa: PLC0415
    except KeyboardInterrupt:
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
