from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None

@test_case(points=1, hidden=False)
def test_q8_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q8.levels_of_the_oscillator', env)

