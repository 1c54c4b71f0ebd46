from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None

@test_case(points=0.5, hidden=False)
def test_q1_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q1.second_derivative_of_a_gaussian', env)

@test_case(points=0.5, hidden=False)
def test_q1_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q1.psi_is_a_number_that_its_parameters_decide', env)

