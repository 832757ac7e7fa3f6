"""What the machine, a folder or a command line does not allow: neither a fault of the content nor a bug."""

import errno

_MEANINGS = {
    errno.ENOSPC: ("The disk is full.", "Free some space, then build again."),
    errno.EDQUOT: ("Your quota on this disk is used up.", "Free some space, then build again."),
    errno.EROFS: ("This disk can only be read.", "Name another folder with --destination."),
    errno.EACCES: ("Permission was denied.", "Check who may write in this folder."),
    errno.EPERM: ("The system does not allow it.", "Check who may write in this folder."),
    errno.ENAMETOOLONG: ("A name is too long for this disk.", "Choose a shorter one, or a folder that is less deep."),
    errno.ELOOP: ("This is a symbolic link; links are not followed.", "Put the file or folder itself there."),
    errno.EMFILE: ("Too many files are open.", "Raise the limit (ulimit -n), or build with --jobs 1."),
}


class Trouble(Exception):  # noqa: N818 - what users read about is trouble, not an “error” in the program
    """Ends a command with a message, a hint and exit status 2."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Changed(Trouble):
    """A file of the site is not as it was when the site was looked at. Whoever makes a site looks again."""

    def __init__(self, path: object) -> None:
        super().__init__(f"{path} was changed while the site was read.", "Try again when nothing changes it.")


def explained(error: OSError) -> tuple[str, str]:
    """What an operating system's error means, and what to do about it."""
    where = f" ({error.filename})" if error.filename else ""
    meaning, hint = _MEANINGS.get(error.errno or 0, (f"{error.strerror or error}.", ""))
    return meaning[:-1] + where + ".", hint
