"""The program `entente`, which Ctrl-C ends without a traceback also while it is still being loaded.

It imports nothing at its top that takes any time.
"""

import signal


def main() -> None:
    """Load the command, run what the arguments of the program name, and end it with the exit code."""
    is_ours = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if is_ours:  # nothing has begun that would have to be ended, or told of
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from flows.cli import main as run

    if is_ours:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
