"""Grade one submission in a container of Gradescope's, and say so in its words.

``python -m autograder.gradescope /autograder hw1_autodiff`` (`run`) reads ``submission/``, lets the engine grade what
is there, and keeps ``results/results.json`` (`report`) in a state that may be handed on at any moment (`progress`):
Gradescope ends a container without asking when its time or its memory is used up (`container`).

`lecture08 release` packs this, with what grading needs of one assignment, into ``dist/<hw>/gradescope.zip``.
"""
