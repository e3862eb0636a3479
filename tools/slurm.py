#!/usr/bin/env python3
"""Build on a Slurm of this machine as the README says, kill and requeue tasks, compare with one build; then do so with GNU parallel.

  slurm.py --bin bin/dsbuild [--pages 2000] [--work DIR] [--if-it-starts]

Starts munged, slurmctld and slurmd with a configuration of its own in a folder of its own, and ends them. Needs Debian's slurmctld,
slurmd, slurm-client and munge, and to be root; where they are not there it says that nothing was tried, and with --if-it-starts where a
node does not become idle. Exits with 1 where bytes differ.
"""
import argparse
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable

from faults import digests, must
from made_pages import write_files

CONFIGURATION = """ClusterName=one
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={port_of_node}
SlurmUser=root
AuthType=auth/munge
CryptoType=crypto/munge
AuthInfo=socket={work}/munge.socket,cred_expire=5
SlurmctldPidFile={work}/slurmctld.pid
SlurmdPidFile={work}/slurmd.pid
SlurmctldLogFile={work}/slurmctld.log
SlurmdLogFile={work}/slurmd.log
StateSaveLocation={work}/state
SlurmdSpoolDir={work}/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=2,batch_sched_delay=0
JobAcctGatherType=jobacct_gather/none
ReturnToService=2
MinJobAge=3600
NodeName={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""

PROGRAMS = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol")


def free_port() -> int:
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class NotIdle(Exception):
    """The node did not start."""


class Slurm:
    """A cluster of one node, in a folder."""

    def __init__(self, work: pathlib.Path) -> None:
        self.work, self.servers = work, list[subprocess.Popen[bytes]]()
        for name in ("state", "spool"):
            (work / name).mkdir()
        (work / "munge.key").write_bytes(os.urandom(128))
        (work / "munge.key").chmod(0o400)
        host = socket.gethostname().split(".")[0]
        conf = work / "slurm.conf"
        conf.write_text(CONFIGURATION.format(work=work, host=host, port=free_port(), port_of_node=free_port()))
        self.environment = os.environ | {"SLURM_CONF": str(conf)}
        try:
            self.begin(host)
        except BaseException as e:
            self.stop()
            if isinstance(e, SystemExit):
                raise NotIdle(str(e)) from None
            raise

    def begin(self, host: str) -> None:
        work = self.work
        self.start("munged", "--foreground", "--force", f"--socket={work}/munge.socket", f"--key-file={work}/munge.key",
                   f"--log-file={work}/munge.log", f"--pid-file={work}/munge.pid", f"--seed-file={work}/munge.seed")
        self.until(lambda: (work / "munge.socket").exists(), "munged answers", 60)
        self.start("slurmctld", "-D")
        self.start("slurmd", "-D", "-N", host)
        self.until(lambda: "State=IDLE" in self.ask("show", "node"), "the node is idle", 60)

    def start(self, *command: str) -> None:
        with open(self.work / f"{command[0]}.out", "wb") as log:
            self.servers.append(subprocess.Popen(command, env=self.environment, stdout=log, stderr=log))

    def ask(self, *words: str) -> str:
        return subprocess.run(["scontrol", *words], env=self.environment, capture_output=True, encoding="utf8").stdout

    def until(self, holds: Callable[[], bool], what: str, seconds: float = 120) -> None:
        end = time.monotonic() + seconds
        while not holds():
            if time.monotonic() > end:
                for log in (*self.work.glob("*.log"), *self.work.glob("*.out")):
                    print(f"{log.name}:\n{log.read_text(errors='replace')[-1500:]}")
                sys.exit(f"it was waited {seconds:.0f} seconds until {what}")
            time.sleep(0.02)

    def stop(self) -> None:
        for server in reversed(self.servers):
            server.terminate()
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def command_of(out: pathlib.Path) -> int | None:
    """The number of the process that builds a shard, None while there is none."""
    for place in pathlib.Path("/proc").glob("[0-9]*"):
        try:
            words = (place / "cmdline").read_bytes().decode(errors="replace").split("\0")
            there = pathlib.Path(os.readlink(place / "cwd"))
        except OSError:
            continue
        if words[1:2] == ["build"] and out in [there / word for word in words]:
            return int(place.name)
    return None


def kill(slurm: Slurm, shard: pathlib.Path) -> None:
    """Kill the command that builds a shard, when it has begun to keep results."""
    results = shard.with_name(shard.name + ".unfinished") / "results"
    slurm.until(lambda: results.exists(), f"{shard.name} has begun", 300)
    pid = command_of(shard)
    if pid is None:
        sys.exit(f"{shard.name} was finished before it could be killed; try more pages")
    os.kill(pid, signal.SIGKILL)


def build(slurm: Slurm, a: argparse.Namespace, work: pathlib.Path) -> None:
    """Run the line of the README, kill the first shard and have Slurm requeue the third, and wait for the dataset."""
    (line,) = re.findall(r"^bash docs/slurm/build.sh .*$", pathlib.Path("README.md").read_text(encoding="utf8"), re.M)
    (work / "docs").symlink_to(pathlib.Path("docs").resolve())
    out = work / "my-dataset"
    shards = work / "my-dataset.shards"
    environment = slurm.environment | {"PATH": with_binary(a.bin)}
    last = subprocess.run(line, shell=True, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf8", cwd=work).stdout.strip()

    def jobs(kind: str) -> list[str]:
        return [line for line in slurm.ask("--oneliner", "show", "jobs").splitlines() if f" JobName={kind} " in line]

    def third() -> str:
        """The number of the task of shard 3, once it runs."""
        return "".join(job.split()[0].removeprefix("JobId=") for job in jobs("dsbuild-shard")
                       if " ArrayTaskId=3 " in job and " JobState=RUNNING " in job)

    kill(slurm, shards / "shard-1")
    slurm.until(lambda: third() != "", "shard 3 runs", 300)
    slurm.ask("requeue", third())
    ended = re.compile(r"JobState=(COMPLETED|FAILED|CANCELLED)")
    slurm.until(lambda: ended.search(slurm.ask("show", "job", last)) is not None, "the last job ends", 600)
    again = [re.sub(r".* ArrayTaskId=(\d+) .* Restarts=(\d+) .*", r"shard \1: \2", job) for job in jobs("dsbuild-shard")]
    print(f"Slurm: restarts of {', '.join(sorted(again))}")
    if not any(re.search(": [1-9]", job) for job in again):
        sys.exit("no task was restarted")
    if not (out / "manifest.json").exists():
        for log in sorted(shards.glob("*.log")):
            print(f"{log.name}: {log.read_text()}")
        sys.exit("no dataset came of it:\n" + slurm.ask("--oneliner", "show", "jobs"))


def with_binary(binary: str) -> str:
    """The PATH on which the binary is the command dsbuild."""
    return f"{pathlib.Path(binary).resolve().parent}:{os.environ['PATH']}"


def parallel(a: argparse.Namespace, work: pathlib.Path) -> None:
    """The lines for GNU parallel of docs/scale.md, as they stand there."""
    blocks = re.findall(r"```sh\n(.*?)```", pathlib.Path("docs/scale.md").read_text(encoding="utf8"), re.S)
    (lines,) = [b for b in blocks if "parallel" in b]
    (work / "parallel").mkdir()
    (work / "parallel/pages").symlink_to(work / "pages")
    environment = os.environ | {"PATH": with_binary(a.bin)}
    subprocess.run(["bash", "-eu", "-c", lines], cwd=work / "parallel", env=environment, check=True, stdout=subprocess.DEVNULL)


def on_slurm(a: argparse.Namespace, work: pathlib.Path, whole: dict[str, str]) -> bool:
    """Whether the dataset has the bytes of one build; true where --if-it-starts, and it does not."""
    place = work / "slurm"
    place.mkdir()
    try:
        slurm = Slurm(place)
    except NotIdle as e:
        if not a.if_it_starts:
            sys.exit(str(e))
        print(f"Slurm was NOT tried: {e}")
        return True
    try:
        build(slurm, a, work)
    finally:
        slurm.stop()
    same = digests(str(work / "my-dataset")) == whole
    print(f"Slurm: {a.pages:,} pages, 1 task killed, 1 requeued; the bytes of one build: {'yes' if same else 'NO'}")
    return same


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", required=True)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--work")
    parser.add_argument("--if-it-starts", action="store_true")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dsbuild-slurm-", dir=a.work) as folder:
        work, same = pathlib.Path(folder), True
        write_files(str(work / "pages"), a.pages, 16)
        must([a.bin, "build", str(work / "pages"), "-o", str(work / "whole"), "--quiet"])
        whole = digests(str(work / "whole"))
        absent = [name for name in PROGRAMS if shutil.which(name) is None]
        if absent or os.geteuid() != 0:
            print(f"Slurm was NOT tried: {'there is no ' + ', '.join(absent) if absent else 'it wants root'} "
                  "(Debian: slurmctld slurmd slurm-client munge)")
        else:
            same = on_slurm(a, work, whole)
        if shutil.which("parallel") is None:
            print("GNU parallel was NOT tried: there is no parallel")
        else:
            parallel(a, work)
            alike = digests(str(work / "parallel/my-dataset")) == whole
            same = same and alike
            print(f"GNU parallel: the bytes of one build: {'yes' if alike else 'NO'}")
    if not same:
        sys.exit(1)


if __name__ == "__main__":
    main()
