from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None

@test_case(points=0.5, hidden=False)
def test_q1_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q1.forward_quotient_of_sine', env)

@test_case(points=0.5, hidden=False)
def test_q1_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q1.central_quotient_of_exp', env)

