from otter.test_files import test_case

OK_FORMAT = False

name = "q1"
points = None

@test_case(points=0.5, hidden=False)
def test_q1_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q1.network_with_given_weights', env)

@test_case(points=0.5, hidden=False)
def test_q1_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q1.shapes_and_seeds', env)

