"""Every error presswatch raises, and nothing else. A refusal of one page is data (`model.Rejection`), not an error.

    PresswatchError
    ├── Misconfigured          a person must change something: never retried
    │   ├── BadSources         a sources file that cannot be used
    │   ├── BadWindow          no window, or one that makes no sense
    │   └── NoContact          real sources without a contact in PRESSWATCH_USER_AGENT
    ├── WorldDown              the world is in the way: retried
    │   ├── WarehouseLocked    another process holds the warehouse file
    │   └── NothingReachable   every source failed: our network, not theirs
    └── Broken                 what we wrote contradicts itself: never retried
        ├── BadRunFolder       a run folder that cannot be read
        ├── BadArchive         a capture that is not where its row says
        └── BadWarehouse       a warehouse this version does not understand

`RETRIED` maps each class once to retry (True) or fail (False); `dags/_shared.py` hands it to Airflow.
"""


class PresswatchError(Exception):
    """Its subject (what it is about) and its cure (what to do next) are both part of the message."""

    def __init__(self, subject: str, problem: str, cure: str) -> None:
        super().__init__(f"{subject}: {problem}. {cure}")
        self.subject, self.problem, self.cure = subject, problem, cure


class Misconfigured(PresswatchError):
    """A person must change something first."""


class BadSources(Misconfigured):
    """A sources file that cannot be used; the problem lists every bad line."""


class BadWindow(Misconfigured):
    """No window of time, or one that makes no sense."""


class NoContact(Misconfigured):
    """Real sources are polled only by someone who can be reached."""


class WorldDown(PresswatchError):
    """Something outside is in the way and may go away by itself."""


class WarehouseLocked(WorldDown):
    """Another process holds the warehouse file; the message says which."""


class NothingReachable(WorldDown):
    """Every source failed to answer: the fault is on our side of the wire."""


class Broken(PresswatchError):
    """Our own files contradict themselves."""


class BadRunFolder(Broken):
    """A run folder that cannot be read."""


class BadArchive(Broken):
    """A capture that is not where its row says."""


class BadWarehouse(Broken):
    """A warehouse that this version does not understand."""


RETRIED: dict[type[PresswatchError], bool] = {
    Misconfigured: False,
    WorldDown: True,
    Broken: False,
    BadSources: False,
    BadWindow: False,
    NoContact: False,
    WarehouseLocked: True,
    NothingReachable: True,
    BadRunFolder: False,
    BadArchive: False,
    BadWarehouse: False,
}
