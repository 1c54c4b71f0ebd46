from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None

@test_case(points=0.5, hidden=False)
def test_q3_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q3.terms_of_a_raised_cosine', env)

@test_case(points=0.5, hidden=False)
def test_q3_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw3_poisson', 'q3.loss_of_a_raised_cosine', env)

