from otter.test_files import test_case

OK_FORMAT = False

name = "q5"
points = None

@test_case(points=0.5, hidden=False)
def test_q5_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q5.waves_on_a_ring_of_six', env)

@test_case(points=0.5, hidden=False)
def test_q5_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q5.waves_with_two_atoms_per_cell', env)

