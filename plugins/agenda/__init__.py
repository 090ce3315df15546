"""What a training's dates mean today. Minds only, so far: no face."""
