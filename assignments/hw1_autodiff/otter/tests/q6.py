from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None

@test_case(points=0.75, hidden=False)
def test_q6_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q6.graph_in_reverse', env)

@test_case(points=0.75, hidden=False)
def test_q6_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw1_autodiff', 'q6.gradients_in_reverse', env)

