from otter.test_files import test_case

OK_FORMAT = False

name = "q2"
points = None

@test_case(points=0.5, hidden=False)
def test_q2_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q2.curvature_of_known_functions', env)

@test_case(points=0.5, hidden=False)
def test_q2_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q2.frequency_of_two_atoms', env)

