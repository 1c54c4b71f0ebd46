from otter.test_files import test_case

OK_FORMAT = False

name = "q4"
points = None

@test_case(points=0.5, hidden=False)
def test_q4_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q4.matrices_of_two_atoms', env)

@test_case(points=0.75, hidden=False)
def test_q4_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q4.modes_of_a_triangle', env)

@test_case(points=0.25, hidden=False)
def test_q4_3(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q4.zero_modes_of_a_list', env)

