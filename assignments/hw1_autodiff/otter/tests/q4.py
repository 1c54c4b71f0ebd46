from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None

@test_case(points=0.75, hidden=False)
def test_q4_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q4.dual_arithmetic', env)

@test_case(points=0.75, hidden=False)
def test_q4_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q4.functions_of_dual_numbers', env)

