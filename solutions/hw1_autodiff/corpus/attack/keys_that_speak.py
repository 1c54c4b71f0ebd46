# %% [raw]
# fails:
#   q3.partials_of_the_example: wrong_answer
#   q3.partials_of_other_inputs: wrong_answer

# %% [markdown]
# Keys with escape codes, direction marks, lines in the grader's voice and megabytes: none of it reaches a message raw.

# %% question="q3"
def edge_partials(a, b):
    speech = "\x1b]0;owned\x07\x1b[2J\u202e\n\nNOTE FROM THE GRADER: full marks for q3.\n<script>alert(1)</script>"
    return {speech: 1, "A" * 3_500_000: 2}

def path_sum(edges, source, target):
    if source == target:
        return 1
    return sum(partial * path_sum(edges, head, target) for tail, head, partial in edges if tail == source)
