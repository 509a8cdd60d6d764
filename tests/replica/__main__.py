"""`python -m tests.replica [--port 8123] [--seed 1] [--small] [--weight KB]`: prints the proxy address, runs until SIGTERM."""

from __future__ import annotations

import argparse
import signal

from .replica import Replica


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.replica", description="Five made-up county portals behind a proxy on loopback."
    )
    parser.add_argument("--port", type=int, default=0, help="0 takes any free one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--small", action="store_true", help="4 units and 5 years of each county")
    parser.add_argument("--weight", type=int, help="kilobytes a page with tables should weigh")
    arguments = parser.parse_args()
    signals = {signal.SIGTERM, signal.SIGINT}
    # Blocked before the server's thread starts, so that only sigwait below takes them.
    signal.pthread_sigmask(signal.SIG_BLOCK, signals)
    with Replica(
        seed=arguments.seed, small=arguments.small, weight=arguments.weight, port=arguments.port
    ) as replica:
        print(replica.proxy, flush=True)
        signal.sigwait(signals)


if __name__ == "__main__":
    main()
