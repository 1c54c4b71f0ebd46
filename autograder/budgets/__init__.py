"""What the reference costs, measured, and the limits on time that follow from it.

`lecture08 budget` (`command`) runs the reference in plain processes (`trusted`), measures it (`measure`) and writes
``cpu.json`` or ``gpu.json`` (`budget_file`). Grading reads it, compares the speed of its own machine with that of the
measuring one (`calibration`, `calibration_cache`) and sets limits (`choose`, `limits`).

``python -m autograder.budgets`` is the same command where nothing but the references is installed: on the branch
`reference`. So what it imports is a short list, and this package imports nothing by itself.
"""
