"""Worker processes that may die, hang or eat memory without taking the run along.

A worker gets one task at a time and answers with any number of results. Before each step that
may fail it says what it is about to do and how long that may take (``Step``); when it dies or
is late, the last step said is the culprit, and ``lost`` decides what becomes of it.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection, get_context, parent_process
from multiprocessing.process import BaseProcess
from typing import Any, Generic, Literal, TypeVar

from pipeline.errors import InternalError
from pipeline.records import Record
from pipeline.settings import LOAD_SECONDS, MAX_DOCUMENT_MEMORY

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 3
"""Tasks a worker may be ahead of the one whose results are handed on."""

MAX_HELD = 64
"""Results kept of a task whose turn has not come; its worker waits then, so memory stays flat."""

START_SECONDS = 300.0
"""Seconds in which a worker must have loaded its models; two are usual."""

Cause = Literal["died", "late"]


class Step(Record, frozen=True):
    """What a worker is about to do: ``number`` counts the steps of a task, ``what`` is for
    ``lost``, ``seconds`` is the time it may take."""

    number: int
    what: Any
    seconds: float


class _Ready(Record, frozen=True):
    pass


class _Failed(Record, frozen=True):
    error: BaseException


class _Done(Record, frozen=True):
    retire: bool


Work = Callable[[Task], Iterator["Step | Result"]]
Lost = Callable[[Task, "Step | None", Cause], "tuple[Result, Task | None]"]


@dataclass(eq=False)
class _Job(Generic[Task, Result]):
    """A task under way; ``task`` is what is left of it after a loss."""

    original: Task
    task: Task
    held: deque[Result] = field(default_factory=deque)
    done: bool = False


@dataclass(eq=False)
class _Worker(Generic[Task, Result]):
    process: BaseProcess
    pipe: connection.Connection
    deadline: float
    ready: bool = False
    job: _Job[Task, Result] | None = None
    step: Step | None = None


class WorkerPool(Generic[Task, Result]):
    """``work(task)`` in spawned processes (a forked Kiwi hangs), results in order of the tasks.

    ``initializer`` runs once in each worker; what it raises is raised here. ``lost(task, step,
    cause)`` gives the result that stands for a step that was lost, and the task with which to go
    on, None to end it. ``memory`` is what a worker may use beside what it has once started
    (bytes, enforced where the system can).
    """

    def __init__(
        self,
        workers: int,
        initializer: Callable[..., None],
        arguments: tuple[object, ...],
        work: Work[Task, Result],
        lost: Lost[Task, Result],
        memory: int = MAX_DOCUMENT_MEMORY,
    ) -> None:
        self._count = workers
        self._lost = lost
        self._folder = tempfile.TemporaryDirectory(prefix="yeonpyo-", ignore_cleanup_errors=True)
        self._arguments = (initializer, arguments, work, memory, self._folder.name)
        self._workers: list[_Worker[Task, Result]] = []

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Each task with its results one by one, then once with None when it is through."""
        jobs: deque[_Job[Task, Result]] = deque()
        waiting: deque[_Job[Task, Result]] = deque()
        source = iter(tasks)
        more = True
        try:
            while True:
                while more and len(jobs) < self._count * AHEAD:
                    task = next(source, None)
                    more = task is not None
                    if task is not None:
                        jobs.append(_Job(task, task))
                        waiting.append(jobs[-1])
                if not jobs:
                    return
                self._assign(waiting)
                head = jobs[0]
                while head.held:
                    yield head.original, head.held.popleft()
                if head.done:
                    jobs.popleft()
                    yield head.original, None
                    continue
                self._listen(head)
        finally:
            self._stop()

    def _assign(self, waiting: deque[_Job[Task, Result]]) -> None:
        """Give waiting jobs to idle workers, in order; start workers for what is left."""
        for worker in self._workers:
            if waiting and worker.ready and worker.job is None:
                worker.job, worker.step = waiting.popleft(), None
                self._hand_out(worker)
        starting = sum(not w.ready and w.job is None for w in self._workers)
        for _ in range(min(len(waiting) - starting, self._count - len(self._workers))):
            self._workers.append(self._start())

    def _hand_out(self, worker: _Worker[Task, Result]) -> None:
        assert worker.job is not None
        worker.deadline = time.monotonic() + START_SECONDS  # until it says its first step
        try:
            worker.pipe.send(worker.job.task)
        except OSError:  # died while idle; it is noticed when it is listened to
            return

    def _listen(self, head: _Job[Task, Result]) -> None:
        """Wait for a message or a deadline, and deal with it. A worker that is far ahead is not
        listened to, and its clock stands still."""
        heard = [
            w for w in self._workers
            if not w.ready or (w.job is not None and (w.job is head or len(w.job.held) < MAX_HELD))
        ]
        now = time.monotonic()
        wait = max(0.0, min(w.deadline for w in heard) - now)
        ready = connection.wait([w.pipe for w in heard], wait)
        for worker in heard:
            if worker.pipe in ready:
                self._hear(worker)
            elif time.monotonic() > worker.deadline:
                self._lose(worker, "late")
        late = time.monotonic() - now
        for worker in self._workers:
            if worker not in heard:
                worker.deadline += late

    def _hear(self, worker: _Worker[Task, Result]) -> None:
        try:
            message = worker.pipe.recv()
        except (EOFError, OSError):
            self._lose(worker, "died")
            return
        job = worker.job
        if isinstance(message, _Ready):
            worker.ready = True
        elif isinstance(message, _Failed):
            raise message.error
        elif isinstance(message, Step):
            worker.step = message
            worker.deadline = time.monotonic() + message.seconds
        elif isinstance(message, _Done):
            assert job is not None
            job.done, worker.job, worker.step = True, None, None
            if message.retire:
                self._end(worker)
        else:
            assert job is not None
            job.held.append(message)
            worker.step = None
            worker.deadline = time.monotonic() + LOAD_SECONDS

    def _lose(self, worker: _Worker[Task, Result], cause: Cause) -> None:
        """The worker is gone or late: end it, keep what stands for its step, go on with the
        rest of its task in a new one."""
        job, step = worker.job, worker.step
        if not worker.ready:
            self._end(worker)
            raise InternalError(f"a worker process {cause} while it loaded the models")
        self._end(worker)
        if job is None:
            return
        result, rest = self._lost(job.task, step, cause)
        job.held.append(result)
        if rest is None:
            job.done = True
            return
        job.task = rest
        again = self._start()
        again.job = job
        self._workers.append(again)
        self._hand_out(again)  # read as soon as it is ready

    def _start(self) -> _Worker[Task, Result]:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, *self._arguments), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, time.monotonic() + START_SECONDS)

    def _end(self, worker: _Worker[Task, Result]) -> None:
        self._workers.remove(worker)
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()

    def _stop(self) -> None:
        for worker in list(self._workers):
            self._end(worker)
        self._folder.cleanup()


# In the worker


def _serve(
    pipe: connection.Connection,
    initializer: Callable[..., None],
    arguments: tuple[object, ...],
    work: Callable[[Any], Iterator[Any]],
    memory: int,
    folder: str,
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers
    threading.Thread(target=_end_with_parent, daemon=True).start()
    tempfile.tempdir = folder
    try:
        initializer(*arguments)
    except BaseException as error:  # noqa: BLE001 (told to the parent, which raises it)
        pipe.send(_Failed(error=error))
        return
    used = _limit_memory(memory)
    pipe.send(_Ready())
    while True:
        try:
            task = pipe.recv()
        except EOFError:
            return
        for message in work(task):
            pipe.send(message)
        # What libraries never give back would count against the documents that follow.
        retire = bool(used) and _data_bytes() - used > memory // 2
        pipe.send(_Done(retire=retire))
        if retire:
            return


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _limit_memory(memory: int) -> int:
    """Let the process use ``memory`` bytes more than now; what it uses now, 0 if unknown."""
    used = _data_bytes()
    if used:
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if hard == resource.RLIM_INFINITY or used + memory <= hard:
            resource.setrlimit(resource.RLIMIT_DATA, (used + memory, hard))
    return used


def _data_bytes() -> int:
    """Bytes of memory that the process has for itself (Linux), else 0."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(line for line in status if line.startswith("VmData:"))
    except (OSError, StopIteration):
        return 0
    return int(line.split()[1]) * 1024
