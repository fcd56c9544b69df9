"""The person in charge of personal data, and their register: every request, its deadline, its proof, its answer."""
