"""Grading on several machines: Dask carries submissions to workers, each of which keeps a grader of its own.

`requests` is what goes over the wire, `server` the grader in a process of its own, `worker` what a Dask task calls,
and `cluster` the side that has the class.
"""
