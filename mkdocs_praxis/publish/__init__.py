"""Uploads a site that passed to the practice's web space, then verifies what the server serves."""
