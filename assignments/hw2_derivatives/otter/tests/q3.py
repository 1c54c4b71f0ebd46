from otter.test_files import test_case

OK_FORMAT = False

name = "q3"
points = None

@test_case(points=0.5, hidden=False)
def test_q3_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q3.forces_at_many_separations', env)

@test_case(points=0.5, hidden=False)
def test_q3_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q3.energy_of_a_triangle', env)

@test_case(points=0.5, hidden=False)
def test_q3_3(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q3.forces_on_two_atoms', env)

