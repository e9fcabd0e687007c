"""Random households: a configuration and calendars drawn from a seed, as data that can be cut down piece by piece."""
