"""Sites: one installation, several shop fronts, each with its host, operator, law, languages, currency and taxes."""
