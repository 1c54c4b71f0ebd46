from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None

@test_case(points=0.5, hidden=False)
def test_q8_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q8.product_with_a_quadratic_form', env)

