"""The reference pages under `docs/reference/`, made from the code: they cannot say what it does not do."""
