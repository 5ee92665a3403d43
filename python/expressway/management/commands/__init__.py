"""The commands that `"expressway"` in INSTALLED_APPS adds to `manage.py`."""
