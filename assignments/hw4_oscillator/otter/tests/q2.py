from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None

@test_case(points=1, hidden=False)
def test_q2_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q2.residual_of_gaussians', env)

