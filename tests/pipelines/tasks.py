"""What worker processes are asked to do in these tests; importable there."""

import os
import sys
import time
from dataclasses import dataclass

from gikspider.reader import FetchedPage


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


def touch(flag: str) -> None:
    open(flag, "w").close()


def hang() -> None:
    time.sleep(600)


def whereabouts() -> int:
    return os.getpid()


def crawler_loaded() -> bool:
    return bool({"scrapy", "twisted"} & sys.modules.keys())


@dataclass(frozen=True)
class Breaking(FetchedPage):
    """A page whose reading ends the process that does it."""

    def read(self):
        os._exit(9)


@dataclass(frozen=True)
class Slow(FetchedPage):
    """A page that takes its time."""

    def read(self):
        time.sleep(0.5)
        return super().read()


def unsendable() -> object:
    """What it gives cannot be pickled."""
    return lambda: None


class OwnError(Exception):
    """An exception that does not survive pickling: it is made from two values and keeps one."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(what)


def fail_oddly() -> None:
    raise OwnError("torn", "page")


def length(data: bytes) -> bytes:
    return data * 2
