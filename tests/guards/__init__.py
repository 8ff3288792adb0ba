"""What must hold in every test, for free. A guard complains; the test that woke it fails, whatever it asserted."""
