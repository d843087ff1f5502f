"""A throw-away CUPS server of this run: its own socket, queues and programs, under an account without rights.

Queues: `Giay` prints into a folder after CUPS's own page work; `Hong` has a printer that breaks; `Het` waits
for paper until somebody puts some in.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.helpers.patience import until

_PROGRAMS = Path("/usr/lib/cups")
_OUT = """#!/bin/sh
[ $# -eq 0 ] && exit 0
out="${DEVICE_URI#*:}"
echo "$4 $5" >"$out/.told-$1"
[ -n "$6" ] && exec <"$6"
cat >"$out/.part-$1" && mv "$out/.part-$1" "$out/$1 $3.pdf"
"""
_BROKEN = """#!/bin/sh
[ $# -eq 0 ] && exit 0
echo "ERROR: the fuser is cold" >&2
exit 1
"""
_PAPER = """#!/bin/sh
[ $# -eq 0 ] && exit 0
out="${DEVICE_URI#*:}"
if [ ! -e "$out/paper" ]; then
  echo "STATE: +media-empty-error" >&2
  while [ ! -e "$out/paper" ]; do sleep 0.05; done
fi
sign=-
[ -e "$out/forgets" ] && sign=+
echo "STATE: ${sign}media-empty-error" >&2
[ -n "$6" ] && exec <"$6"
cat >"$out/.part-$1" && mv "$out/.part-$1" "$out/$1 $3.pdf"
"""
_PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "TEST.PPD"
*Manufacturer: "Test"
*Product: "(Test)"
*ModelName: "Test printer"
*ShortNickName: "Test printer"
*NickName: "Test printer"
*PSVersion: "(3010.000) 550"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*Throughput: "1"
*cupsVersion: 2.4
*cupsManualCopies: True
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Media Size: PickOne
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageSize A5/A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Media Size: PickOne
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*PageRegion A5/A5: "<</PageSize[420 595]>>setpagedevice"
*CloseUI: *PageRegion
*OpenUI *InputSlot/Tray: PickOne
*DefaultInputSlot: Tray1
*InputSlot Tray1/Tray 1: ""
*InputSlot Tray2/Tray 2: ""
*CloseUI: *InputSlot
*DefaultImageableArea: A4
*ImageableArea A4/A4: "0 0 595 842"
*ImageableArea A5/A5: "0 0 420 595"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*PaperDimension A5/A5: "420 595"
"""
_QUEUES = (
    ("Giay", "out", "Máy in quầy 1", "retry-current-job"),
    ("Hong", "broken", "Máy hỏng", "stop-printer"),
    ("Het", "paper", "Máy hết giấy", "retry-current-job"),
)


def _account() -> pwd.struct_passwd:
    """CUPS works with less trust than root has; as root its programs run as `lp`."""
    return pwd.getpwnam("lp") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


@dataclass(slots=True)
class Spooler:
    """The running server; `socket` is what `CUPS_SERVER` must say."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="qmc-cups-")))
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        """The server's socket file."""
        return self.folder / "cups.sock"

    def out(self, queue: str) -> Path:
        """Where a queue's printer puts what it printed."""
        return self.folder / "out" / queue

    def printed(self, queue: str) -> list[Path]:
        """What came out of a queue's printer."""
        return sorted(self.out(queue).glob("*.pdf"))

    def told(self, queue: str) -> list[str]:
        """What a queue's printer was told of each job: how many copies, and the options by name."""
        return [file.read_text("utf-8").strip() for file in sorted(self.out(queue).glob(".told-*"))]

    def __enter__(self) -> Spooler:
        """Write the configuration, start the server and wait until it answers."""
        self._write()
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the server and remove what it left."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start the server."""
        who = _account()
        as_user: dict[str, Any] = (
            {"user": who.pw_uid, "group": who.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        )
        said = (self.folder / "said").open("ab")
        self.process = subprocess.Popen(
            ["/usr/sbin/cupsd", "-f", "-c", str(self.folder / "cupsd.conf"),
             "-s", str(self.folder / "cups-files.conf")],
            cwd=self.folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=said, **as_user,
        )  # fmt: skip
        said.close()
        until(self._answers, "the spooler answers", seconds=20)

    def _answers(self) -> bool:
        assert self.process is not None
        if self.process.poll() is not None:
            log = (self.folder / "said").read_text("utf-8", "replace")
            raise RuntimeError(f"cupsd ended: {log[-2000:]}")
        return self.run("lpstat", "-r").returncode == 0 and "not" not in self.run("lpstat", "-r").stdout

    def stop(self) -> None:
        """Stop the server, as a crash would; what was queued stays in its folder."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(20)
            self.process = None
        self.socket.unlink(missing_ok=True)

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """One of CUPS's own programs, on this server."""
        surroundings = {**os.environ, "CUPS_SERVER": str(self.socket), "LC_ALL": "C"}
        return subprocess.run(
            command, check=False, capture_output=True, text=True, env=surroundings, timeout=30
        )

    def do(self, *command: str) -> None:
        """The same, and it must succeed."""
        done = self.run(*command)
        assert done.returncode == 0, done.stderr

    def fresh(self) -> None:
        """Queues as new: nothing waits, nothing came out, every printer goes and has no paper to wait for."""
        if self.process is None or self.process.poll() is not None:
            self.socket.unlink(missing_ok=True)
            self.start()
        self.run("cancel", "-a", "-x")
        for queue, *_ in _QUEUES:
            for file in self.out(queue).iterdir():
                file.unlink()
            self.do("cupsenable", queue)
            self.do("cupsaccept", queue)
        self.do("lpadmin", "-d", "Giay")

    def give_paper(self) -> None:
        """Put paper into the printer that has none."""
        (self.out("Het") / "paper").touch()

    def forget_paper(self) -> None:
        """Give it paper, but let it say at the end of each job that it has none."""
        (self.out("Het") / "forgets").touch()
        self.give_paper()

    def remember_paper(self) -> None:
        """Let it say again what is true."""
        (self.out("Het") / "forgets").unlink()

    def _write(self) -> None:
        for name in (
            "root",
            "root/ppd",
            "spool",
            "spool/tmp",
            "cache",
            "state",
            "logs",
            "bin/backend",
            "out",
        ):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        for queue, *_ in _QUEUES:
            self.out(queue).mkdir()
        for kept in ("filter", "daemon", "cgi-bin", "monitor", "notifier", "driver"):
            if (_PROGRAMS / kept).exists():
                (self.folder / "bin" / kept).symlink_to(_PROGRAMS / kept)
        for name, text in (("out", _OUT), ("broken", _BROKEN), ("paper", _PAPER)):
            script = self.folder / "bin" / "backend" / name
            script.write_text(text, encoding="ascii")
            script.chmod(0o755)
        self._write_queues()
        self._write_settings()
        who = _account()
        if os.geteuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                os.lchown(path, who.pw_uid, who.pw_gid)

    def _write_queues(self) -> None:
        rows = []
        for at, (queue, backend, said, policy) in enumerate(_QUEUES):
            kind = "DefaultPrinter" if at == 0 else "Printer"
            rows.append(
                f"<{kind} {queue}>\nPrinterId {at + 1}\nInfo {said}\nMakeModel Test printer\n"
                f"DeviceURI {backend}:{self.out(queue)}\nState Idle\nAccepting Yes\nShared No\n"
                f"JobSheets none none\nOpPolicy default\nErrorPolicy {policy}\n</{kind}>\n"
            )
            (self.folder / "root" / "ppd" / f"{queue}.ppd").write_text(_PPD, encoding="ascii")
        (self.folder / "root" / "printers.conf").write_text("".join(rows), encoding="utf-8")

    def _write_settings(self) -> None:
        who, at = _account(), self.folder
        (at / "cupsd.conf").write_text(
            f"Listen {self.socket}\nBrowsing Off\nLogLevel debug\nMaxLogSize 0\nPreserveJobHistory Yes\n"
            "DefaultAuthType None\nJobRetryInterval 1\nWebInterface No\n"
            "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\n<Limit All>\nOrder deny,allow\nAllow all\n</Limit>\n</Policy>\n",
            encoding="utf-8",
        )
        (at / "cups-files.conf").write_text(
            f"ServerRoot {at}/root\nServerBin {at}/bin\nRequestRoot {at}/spool\nTempDir {at}/spool/tmp\n"
            f"CacheDir {at}/cache\nStateDir {at}/state\n"
            f"ErrorLog {at}/logs/error\nAccessLog {at}/logs/access\nPageLog {at}/logs/page\n"
            f"User {who.pw_name}\nGroup nogroup\nSystemGroup lpadmin\n"
            "FileDevice Yes\nSandboxing Off\n",
            encoding="utf-8",
        )
