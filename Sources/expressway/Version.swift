/// The version of this engine; `pyproject.toml` and the Python package name the same one.
let expresswayVersion = "0.1.0"
