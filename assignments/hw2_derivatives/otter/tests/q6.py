from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None

@test_case(points=0.25, hidden=False)
def test_q6_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q6.acceleration_of_a_pendulum', env)

@test_case(points=0.25, hidden=False)
def test_q6_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q6.acceleration_in_a_magnetic_field', env)

@test_case(points=0.5, hidden=False)
def test_q6_3(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q6.energy_of_a_pendulum', env)

@test_case(points=0.5, hidden=False)
def test_q6_4(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw2_derivatives', 'q6.trajectory_of_an_oscillator', env)

