"""Trainings made ready to be handed on: a message, and a flyer to print or send."""
