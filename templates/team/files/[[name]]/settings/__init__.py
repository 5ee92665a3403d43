"""`development` at a desk, `testing` for the tests, `production` elsewhere; each builds on `base`."""
