"""What a training's dates mean, and all trainings as data for other programs."""
