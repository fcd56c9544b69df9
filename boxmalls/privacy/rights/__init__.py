"""What a person may ask of us: see, carry, correct, withdraw, erase. The state of it lives in the safe."""
