"""The theme's styles, scripts and pictures, each under a name that holds a digest of its bytes."""
