"""What runs inside the sandbox: the fork server and, forked from it, one worker per notebook.

This folder and `lecture08_utils` are all of the project that a sandbox shows. Everything in here may be read by
student code, so it holds no secret, and it imports nothing of the project but the codec, the evaluator and the
notebook front end's switches.
"""
