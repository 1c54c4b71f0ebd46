"""Pairs that have more in common than chance."""

import random
import re
import time

from autograder.reporting.similarity import FEWEST, same_answers, similar_pairs, tokens

NAMES = "abcdefghijkl"
CALLS = ("sum", "len", "zip", "range", "max", "min", "abs", "np.sin", "np.dot", "np.where", "jnp.exp", "sorted")


def answer(seed, lines=25):
    """Code that nobody else writes."""
    rng = random.Random(seed)
    shapes = (
        "    NAME = CALL(NAME, CALL(x))",
        "    for NAME in CALL(NAME):\n        y += NAME ** 2",
        "    if CALL(NAME) > NAME[0]:\n        return CALL(y)",
        "    NAME, y = y * NAME - CALL(x), x / NAME",
    )
    written = "\n".join(rng.choice(shapes) for _ in range(lines))
    written = re.sub("CALL", lambda _: rng.choice(CALLS), re.sub("NAME", lambda _: rng.choice(NAMES), written))
    return f"def force(x):\n{written}"


def of_class(size):
    return {f"s{number:03}": {"q1": answer(number)} for number in range(size)}


def test_a_copy_with_other_names_comments_and_layout_is_found():
    answers = of_class(40)
    copied = re.sub(r"\b([a-l])\b", r"my_\1", answers["s007"]["q1"]).replace("\n", "  # mine\n\n")
    answers["s031"]["q1"] = copied
    [pair] = similar_pairs(answers)
    assert (pair.first, pair.second, pair.questions) == ("s007", "s031", ("q1",))
    assert pair.share > 0.9


def test_one_copied_question_of_several_is_found():
    answers = {f"s{n:03}": {f"q{q}": answer(100 * n + q) for q in range(5)} for n in range(30)}
    answers["s004"]["q3"] = answers["s021"]["q3"]
    [pair] = similar_pairs(answers)
    assert pair.questions == ("q3",)


def test_different_answers_are_not_similar():
    assert similar_pairs(of_class(60)) == []


def test_the_release_and_the_common_answer_do_not_count():
    given, common = answer("given"), answer("common")
    answers = {name: {"q1": f"{given}\n{common}"} for name in of_class(40)}
    assert similar_pairs(answers, [given]) == []
    two = {name: {"q1": f"{answer(name)}"} for name in of_class(40)}
    two["s001"]["q1"] += "\n" + given
    two["s002"]["q1"] += "\n" + given
    assert similar_pairs(two, [given]) == []


def test_the_same_answers_are_named_however_many_copied():
    answers = of_class(30)
    for student in ("s003", "s004", "s005", "s006"):
        answers[student]["q1"] = answers["s002"]["q1"]
    answers["s006"] = {"q1": re.sub(r"\b([a-l])\b", r"my_\1", answers["s002"]["q1"])}
    assert similar_pairs(answers) == [], "a tenth of the class wrote it"
    assert same_answers(answers) == [("s002", "s003", "s004", "s005", "s006")]


def test_other_operands_and_numbers_are_another_answer():
    one = answer(1)
    assert same_answers({"ada": {"q1": one + "\n    return a - b"}, "bob": {"q1": one + "\n    return b - a"}}) == []
    assert same_answers({"ada": {"q1": one + "\n    return a * 2"}, "bob": {"q1": one + "\n    return a * 3"}}) == []


def test_pairs_within_a_group_take_nobody_s_place():
    answers = of_class(100)
    for number in range(1, 9):
        answers[f"s{number:03}"] = answers["s000"]
    answers["s051"] = {"q1": answers["s050"]["q1"] + "\n    return x"}
    [group] = same_answers(answers)
    assert len(group) == 9
    assert [(pair.first, pair.second) for pair in similar_pairs(answers, groups=[group])] == [("s050", "s051")]


def test_the_release_and_a_line_are_no_same_answers():
    released, line = answer(99), "def force(x):\n    return -x"
    assert same_answers({"ada": {"q1": released}, "bob": {"q1": released}}, [released]) == []
    assert same_answers({"ada": {"q1": line}, "bob": {"q1": line}}) == []
    assert same_answers({"ada": {"q1": answer(1)}, "bob": {"q1": answer(1), "q2": line}}) == []


def test_nothing_is_said_about_a_tiny_class():
    same = {f"s{number}": {"q1": answer(1)} for number in range(FEWEST - 1)}
    assert similar_pairs(same) == []
    assert similar_pairs({}) == []


def test_the_order_of_the_class_does_not_matter():
    answers = of_class(30)
    answers["s011"] = answers["s010"]
    backwards = dict(reversed(list(answers.items())))
    assert similar_pairs(answers) == similar_pairs(backwards)


def test_three_hundred_students_take_seconds():
    answers = {f"s{n:03}": {f"q{q}": answer(1000 * n + q, lines=18) for q in range(9)} for n in range(300)}
    start = time.process_time()
    similar_pairs(answers)
    assert time.process_time() - start < 30  # 3 s on one slow core


def test_hostile_code_is_read_in_linear_time():
    hostile = [
        "'" * 30_000,
        '"""' * 10_000,
        "\\" * 30_000,
        "#" * 30_000,
        "(" * 30_000,
        "f'{" * 10_000,
        "\ud800é" * 9000,
    ]
    start = time.process_time()
    similar_pairs({f"s{number}": {"q1": source} for number, source in enumerate(hostile)})
    assert time.process_time() - start < 10


def test_names_that_one_can_choose_are_alike():
    assert list(tokens("total = np.sum(my_x[0])  # why")) == list(tokens("t=np.sum(z[17])"))
    assert list(tokens("np.sum(x)")) != list(tokens("np.max(x)"))
