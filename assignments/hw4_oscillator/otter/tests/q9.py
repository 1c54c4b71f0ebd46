from otter.test_files import test_case

OK_FORMAT = False

name = "q9"
points = None

@test_case(points=0, hidden=False)
def test_q9_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q9.score_in_a_known_well', env)

