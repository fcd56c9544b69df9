"""The pages of the kernel: the policy, and what is held about you."""
