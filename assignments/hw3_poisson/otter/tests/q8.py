from otter.test_files import test_case

OK_FORMAT = False

name = "q8"
points = None

@test_case(points=0.5, hidden=False)
def test_q8_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q8.sixteen_elements', env)

@test_case(points=0.5, hidden=False)
def test_q8_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q8.distance_of_a_polygon', env)

