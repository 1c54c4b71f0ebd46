"""``python container.py COMMAND…``: run a command as root in a container of Docker's, and Gradescope's, sort.

Such a root has few capabilities, none for namespaces or mounts, and a filter of system calls that refuses both.
"""

import os
import sys

from autograder.engine.worker import seccomp

# https://docs.docker.com/engine/security: what a container keeps unless it is told otherwise.
CAPABILITIES = (
    "chown dac_override fowner fsetid kill setgid setuid setpcap net_bind_service net_raw sys_chroot mknod "
    "audit_write setfcap"
)
REFUSED = ("unshare", "setns", "mount", "umount2", "pivot_root", "keyctl", "add_key", "request_key", "bpf")


def main(command: list[str]) -> None:
    seccomp.install(list(seccomp.refused({name: seccomp.REFUSED[name] for name in REFUSED})))
    kept = ",".join(["-all", *(f"+{name}" for name in CAPABILITIES.split())])
    os.execvp("setpriv", ["setpriv", "--bounding-set", kept, "--inh-caps", "-all", *command])


if __name__ == "__main__":
    main(sys.argv[1:])
