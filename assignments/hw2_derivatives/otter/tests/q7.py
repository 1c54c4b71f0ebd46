from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None

@test_case(points=0.25, hidden=False)
def test_q7_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.free_energy_of_a_spin', env)

@test_case(points=0.25, hidden=False)
def test_q7_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.susceptibility_of_known_functions', env)

@test_case(points=0.25, hidden=False)
def test_q7_3(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.ring_of_three_spins', env)

@test_case(points=0.25, hidden=False)
def test_q7_4(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.mean_field_without_a_field', env)

