"""Publishing: two branches of this repository, each a small repository of its own.

``student`` holds what students get (`student`), ``reference`` the solved notebooks and what measures them
(`reference`). Each is one commit without a parent that depends on nothing but the sources (`branches`). Nothing is
ever pushed.
"""

from .branches import PublishError
from .command import HOW_TO_PUSH, Published, publish

__all__ = ["HOW_TO_PUSH", "PublishError", "Published", "publish"]
