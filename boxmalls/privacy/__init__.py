"""The kernel: persons, what is held about them and why, their keys, their rights. No room writes personal data but through here."""
