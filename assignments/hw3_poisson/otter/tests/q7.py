from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None

@test_case(points=0.5, hidden=False)
def test_q7_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q7.modes_of_a_known_error', env)

@test_case(points=0.5, hidden=False)
def test_q7_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q7.low_tone_of_a_short_fit', env)

