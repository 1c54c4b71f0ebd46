from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None

@test_case(points=1, hidden=False)
def test_q5_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q5.solution_for_a_sine', env)

