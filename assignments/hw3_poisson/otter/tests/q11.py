from otter.test_files import test_case

OK_FORMAT = False

name = "q11"
points = None

@test_case(points=0, hidden=False)
def test_q11_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q11.score_for_a_known_hump', env)

