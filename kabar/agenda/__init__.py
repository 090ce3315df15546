"""Trainings: life cycle, event summary, published documents."""
