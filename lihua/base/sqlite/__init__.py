"""Django's SQLite backend with the settings that measurements asked for (see base.py)."""
