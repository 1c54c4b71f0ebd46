"""Names of mistakes that several questions of hw4_oscillator recognise."""

WHATEVER = "the energy of x²/2, whatever the well"
SEED_UNUSED = "the seed is not used: every training starts from the same network"
