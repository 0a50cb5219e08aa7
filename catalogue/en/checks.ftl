# The named checks: check-<id> is one whole sentence that says what was found.
