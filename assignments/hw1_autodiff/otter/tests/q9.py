from otter.test_files import test_case

OK_FORMAT = False

name = "q9"
points = None

@test_case(points=0.5, hidden=False)
def test_q9_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q9.products_with_a_jacobian', env)

