"""hw4_oscillator: what students do not get. Hidden checks, mistakes and expected values, a file per question."""
