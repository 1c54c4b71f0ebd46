from otter.test_files import test_case

OK_FORMAT = False

name = "q6"
points = None

@test_case(points=0.5, hidden=False)
def test_q6_1(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q6.half_width_of_harmonic_wells', env)

@test_case(points=0.5, hidden=False)
def test_q6_2(env):
    from lecture08_utils.checking import assert_check
    assert_check('hw4_oscillator', 'q6.energy_of_a_narrower_well', env)

