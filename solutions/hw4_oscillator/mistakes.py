"""Names of mistakes that several questions of hw4_oscillator recognise."""

WHATEVER = "the energy of x²/2, whatever the well"
TYPED_IN = "x²/2 typed in where V(x) belongs"
