"""What popular mistakes make of right values, one module per assignment; public and hidden checks share it."""
