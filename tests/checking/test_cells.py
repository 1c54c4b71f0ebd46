"""The log of cells, where a notebook's names change while it looks at them."""

from lecture08_utils.checking.cells import CellLog


class GrowingNames(dict):
    """Stands for a thread of the notebook that makes names all the time: one more with each look at a value."""

    def __init__(self, namespace):
        super().__init__(namespace)
        self.namespace = namespace

    def get(self, name, other=None):
        self.namespace[f"name{len(self.namespace)}"] = len
        return super().get(name, other)


def test_names_that_appear_meanwhile_do_no_harm():
    namespace = {"f": len}
    log = CellLog(namespace)
    log.begin("def g(): ...", None)
    log.running.before = GrowingNames(namespace)
    namespace["g"] = print
    log.end(None)
    assert log.alike("h") == log.stale("g") == ""
