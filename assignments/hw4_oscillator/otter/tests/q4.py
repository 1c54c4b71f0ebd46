from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None

@test_case(points=1, hidden=False)
def test_q4_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q4.ground_state', env)

@test_case(points=0.5, hidden=False)
def test_q4_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q4.history_of_your_loss', env)

