from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None

@test_case(points=0.5, hidden=False)
def test_q2_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q2.error_of_a_lopsided_quotient', env)

@test_case(points=0.5, hidden=False)
def test_q2_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q2.best_step_and_slope_of_a_table', env)

