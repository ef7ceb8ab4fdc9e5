"""Surveys: check large collections of sites, from folders and web archives, for contacts before consent."""
