from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None

@test_case(points=0.5, hidden=False)
def test_q4_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q4.step_of_one_parameter', env)

