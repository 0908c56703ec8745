"""Map documents over worker processes, in order, with a bounded queue; a dead worker is no end."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

QUEUE_PER_WORKER = 4
"""Documents handed out ahead of the one that is written: enough that no worker waits behind a
long document, few enough that memory stays flat."""


class WorkerPool(Generic[Task, Result]):
    """``function`` over tasks in spawned processes (a forked Kiwi hangs).

    ``lost(task)`` is the result of a task that takes its worker down (out of memory, a crash in
    native code). When a pool breaks, nobody knows which task did it: those under way are tried
    again one by one, each alone, so that only the guilty one is lost.
    """

    def __init__(
        self,
        workers: int,
        initializer: Callable[..., None],
        arguments: tuple[object, ...],
        function: Callable[[Task], Result],
        lost: Callable[[Task], Result],
    ) -> None:
        self.workers = workers
        self.initializer = initializer
        self.arguments = arguments
        self.function = function
        self.lost = lost
        self._executor = self._start(workers)

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result]]:
        """Each task with its result, in the order of the tasks."""
        pending: deque[tuple[Task, Future[Result]]] = deque()
        source = iter(tasks)
        try:
            while True:
                for task in source:
                    pending.append((task, self._submit(task)))
                    if len(pending) >= self.workers * QUEUE_PER_WORKER:
                        break
                if not pending:
                    return
                task, future = pending.popleft()
                try:
                    yield task, future.result()
                except BrokenProcessPool:
                    suspects = [task, *(waiting for waiting, _ in pending)]
                    pending.clear()
                    yield from self._one_by_one(suspects)
                    self._executor = self._start(self.workers)
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _one_by_one(self, tasks: list[Task]) -> Iterator[tuple[Task, Result]]:
        alone = self._start(1)
        try:
            for task in tasks:
                try:
                    yield task, alone.submit(self.function, task).result()
                except BrokenProcessPool:
                    yield task, self.lost(task)
                    alone = self._start(1)
        finally:
            alone.shutdown(wait=True, cancel_futures=True)

    def _submit(self, task: Task) -> Future[Result]:
        try:
            return self._executor.submit(self.function, task)
        except BrokenProcessPool as error:  # noticed before the results were asked for
            broken: Future[Result] = Future()
            broken.set_exception(error)
            return broken

    def _start(self, workers: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            workers, get_context("spawn"), self.initializer, self.arguments
        )
