"""Making the published schemas from the model. Not used at run time."""
