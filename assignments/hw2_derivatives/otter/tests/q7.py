from otter.test_files import test_case

OK_FORMAT = False

name = "q7"
points = None

@test_case(points=0.5, hidden=False)
def test_q7_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.free_energy_of_a_spin', env)

@test_case(points=0.5, hidden=False)
def test_q7_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q7.susceptibility_of_known_functions', env)

