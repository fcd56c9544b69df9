"""One file for each clause of the policy: the proofs that it is carried out. Each fails if its handler is switched off, and no other does."""
