# The terminal's own words.
