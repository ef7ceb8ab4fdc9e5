"""What a site allows and what a rule says about a contact: facts → verdicts."""
