"""What worker processes are asked to do in these tests; importable there."""

import os
import time


def double(number: int) -> int:
    return number * 2


def fail(text: str) -> None:
    raise ValueError(text)


def crash() -> None:
    os._exit(9)


def crash_once(flag: str) -> str:
    """Crash the process the first time, answer the second."""
    if not os.path.exists(flag):
        open(flag, "w").close()
        os._exit(9)
    return "read"


def hang() -> None:
    time.sleep(600)


def whereabouts() -> int:
    return os.getpid()
