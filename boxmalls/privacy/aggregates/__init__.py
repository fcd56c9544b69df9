"""Figures for sellers, advertisers and analysts, from which nobody can be singled out."""
