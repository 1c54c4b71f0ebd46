from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None

@test_case(points=0.5, hidden=False)
def test_q2_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q2.slope_of_a_sine', env)

@test_case(points=0.5, hidden=False)
def test_q2_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q2.curvature_of_a_sine', env)

