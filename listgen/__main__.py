"""The entry point, and `python -m listgen`: Ctrl-C ends it without a traceback while Python loads, too."""

import signal


def main() -> None:
    """Load the command line and obey it."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else the shell has it ignored
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from listgen.cli import main as obey

    obey()


if __name__ == "__main__":
    main()
