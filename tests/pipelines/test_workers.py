"""Worker processes may crash and hang: no task is lost, and no process is left behind."""

import asyncio
import os
import sys
import time
from functools import partial

import pytest

from gikspider.pipelines.workers import Unreadable, Workers
from tests.pipelines import tasks


def run(size: int, timeout: float, *jobs):
    """Results (or exceptions) of `jobs`, all handed in at once, and how many were tried again."""
    retried = []

    async def main():
        # What tasks import is no part of the time a task may take.
        workers = Workers(size, timeout, lambda: retried.append(1), warm=tasks.whereabouts)
        try:
            return await asyncio.gather(*(workers.run(job) for job in jobs), return_exceptions=True)
        finally:
            workers.close()

    return asyncio.run(main()), len(retried)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    with open(f"/proc/{pid}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] != "Z"


def test_results_come_back_and_exceptions_pass():
    results, retried = run(2, 30, *(partial(tasks.double, n) for n in range(20)), partial(tasks.fail, "why"))
    assert results[:20] == [n * 2 for n in range(20)]
    assert isinstance(results[20], ValueError)
    assert retried == 0


def test_a_task_that_breaks_one_process_is_done_by_the_next(tmp_path):
    once = partial(tasks.crash_once, str(tmp_path / "flag"))
    assert run(1, 30, once) == (["read"], 1)


def test_a_crash_costs_the_others_nothing_but_time():
    results, retried = run(1, 30, partial(tasks.double, 1), tasks.crash, partial(tasks.double, 2))
    assert (results[0], results[2]) == (2, 4)
    assert isinstance(results[1], Unreadable)
    assert "crashed" in str(results[1])
    assert retried >= 2


def test_a_task_that_hangs_is_given_up_and_its_process_ended():
    results, retried = run(1, 1.0, tasks.whereabouts, tasks.hang)
    assert isinstance(results[1], Unreadable)
    assert "hung" in str(results[1])
    assert retried >= 1
    deadline = time.monotonic() + 10
    while alive(results[0]) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(results[0])


def test_a_worker_ends_with_the_process_that_started_it(tmp_path):
    """Killed without notice, a crawl leaves no reader behind."""
    import signal
    import subprocess
    import sys

    script = tmp_path / "crawl.py"
    script.write_text(
        "import asyncio\n"
        "from gikspider.pipelines.workers import Workers\n"
        "from tests.pipelines import tasks\n"
        "async def main():\n"
        "    print(await Workers(1, 30).run(tasks.whereabouts), flush=True)\n"
        "    await asyncio.sleep(600)\n"
        "if __name__ == '__main__':\n"
        "    asyncio.run(main())\n"
    )
    root = os.path.dirname(os.path.dirname(os.path.dirname(__file__)))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
    crawl = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment)
    pid = int(crawl.stdout.readline())
    assert alive(pid)
    crawl.send_signal(signal.SIGKILL)
    crawl.wait()
    deadline = time.monotonic() + 10
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(pid)


def test_a_process_does_not_load_the_program_that_started_it():
    """pytest is loaded here, with this project's crawler; where a task is done, neither is."""
    program = sys.modules["__main__"]
    results, _ = run(1, 30, tasks.crawler_loaded)
    assert results == [False]
    assert sys.modules["__main__"] is program


def test_processes_are_warmed_before_their_first_task(tmp_path):
    async def main():
        workers = Workers(1, 30, warm=partial(tasks.touch, str(tmp_path / "warm")))
        workers.start()
        try:
            return await workers.run(partial(os.path.exists, str(tmp_path / "warm")))
        finally:
            workers.close()

    assert asyncio.run(main()) is True


def test_what_fails_in_warming_up_fails_no_task():
    async def main():
        workers = Workers(1, 30, warm=partial(tasks.fail, "cold"))
        try:
            return await workers.run(partial(tasks.double, 4))
        finally:
            workers.close()

    assert asyncio.run(main()) == 8


@pytest.mark.parametrize("size", [1, 2])
def test_no_more_processes_than_asked_for(size):
    results, _ = run(size, 30, *[tasks.whereabouts] * 12)
    assert len(set(results)) == size


def test_large_tasks_and_results_come_through_whole():
    data = bytes(range(256)) * 20_000
    results, retried = run(
        1, 60, partial(tasks.length, data), partial(tasks.double, 1), partial(tasks.length, b"x")
    )
    assert results == [data * 2, 2, b"xx"]
    assert retried == 0


@pytest.mark.parametrize(
    ("task", "said"), [(tasks.unsendable, "function cannot be sent"), (tasks.fail_oddly, "OwnError: torn")]
)
def test_what_cannot_be_sent_is_an_error_of_its_task_alone(task, said):
    results, retried = run(1, 30, task, partial(tasks.double, 3))
    assert isinstance(results[0], Exception)
    assert said in f"{results[0]}"
    assert results[1] == 6
    assert retried == 0


def test_closing_leaves_nobody_waiting():
    async def main():
        workers = Workers(1, 30, warm=tasks.whereabouts)
        pid = await workers.run(tasks.whereabouts)
        waiting = asyncio.ensure_future(workers.run(tasks.hang))
        await asyncio.sleep(0.2)
        workers.close()
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return pid

    assert not alive(asyncio.run(main()))


def test_processes_may_be_closed_before_they_are_up(capfd):
    async def main():
        workers = Workers(2, 30, warm=partial(tasks.double, 1))
        workers.start()
        workers.close()

    asyncio.run(main())
    assert capfd.readouterr().err == ""
