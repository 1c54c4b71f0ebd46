from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None

@test_case(points=0.75, hidden=False)
def test_q7_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q7.jacobian_of_two_inputs_and_three_outputs', env)

@test_case(points=0.25, hidden=False)
def test_q7_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q7.mode_for_a_loss_and_for_a_trajectory', env)

